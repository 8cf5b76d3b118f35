using System.Text.RegularExpressions;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Architecture;

public sealed partial class SourceShapeTests
{
    private const int FileLinesMax = 400;
    private const int FileLinesMedianMax = 70;
    private static readonly string[] Projects = ["QuantumTrader.Domain", "QuantumTrader.Infrastructure", "QuantumTrader.Web"];

    [Fact]
    public void Files_OfTheProductAndTests_StayBelowTheLimit()
    {
        var tooLong = Projects.Append("tests")
            .SelectMany(p => SourceTree.Files(p, ".cs", ".razor"))
            .Select(path => (Path: SourceTree.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(f => f.Lines > FileLinesMax);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Files_OfTheProduct_AreSmallOnTheWhole()
    {
        var lines = Projects.SelectMany(p => SourceTree.Files(p, ".cs")).Select(path => File.ReadLines(path).Count()).Order().ToArray();

        Assert.InRange(lines[lines.Length / 2], 1, FileLinesMedianMax);
    }

    [Fact]
    public void EngineCode_StaysOnItsScheduler()
    {
        // These two own the engine's thread: the host in the app, and the stop without the app.
        string[] pumps = ["QuantumTrader.Web/Engine/EngineHost.cs", "QuantumTrader.Web/Engine/Emergency/OfflineStop.cs"];
        var strays = SourceTree.Files("QuantumTrader.Web/Engine", ".cs")
            .Select(SourceTree.Relative)
            .Where(path => !pumps.Contains(path))
            .Where(path => OffSchedulerPattern().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));

        Assert.Empty(strays);
    }

    [Fact]
    public void Sources_NameNoPlaceOfAMachine()
    {
        var texts = Projects.Append("tests").Append("docs").SelectMany(p => SourceTree.Files(p, ".cs", ".razor", ".css", ".js", ".md", ".sh"))
            .Append(Path.Combine(Repository.Root, "README.md"));
        var named = texts.Where(path => MachinePathPattern().IsMatch(File.ReadAllText(path))).Select(SourceTree.Relative);

        Assert.Equal(["tests/QuantumTrader.Unit/Architecture/SourceShapeTests.cs"], named); // This file shows that the pattern sees something.
    }

    [GeneratedRegex(@"\bTask\.Run\(|\.ConfigureAwait\(false\)|new Thread\(|ThreadPool\.|Parallel\.")]
    private static partial Regex OffSchedulerPattern();

    [GeneratedRegex(@"(?<![\w.~])/(work|root|home/\w+)/[a-z]")]
    private static partial Regex MachinePathPattern(); // such as /work/x
}
