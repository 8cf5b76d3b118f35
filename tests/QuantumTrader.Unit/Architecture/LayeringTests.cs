using System.Xml.Linq;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Architecture;

public sealed class LayeringTests
{
    [Theory]
    [InlineData("QuantumTrader.Domain", new string[0])]
    [InlineData("QuantumTrader.Infrastructure", new[] { "QuantumTrader.Domain" })]
    [InlineData("QuantumTrader.Web", new[] { "QuantumTrader.Infrastructure" })]
    public void Project_References_AreExactlyTheLayerBelow(string project, string[] expected)
    {
        var references = Items(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));

        Assert.Equal(expected, references.Order());
    }

    [Theory]
    [InlineData("PackageReference")]
    [InlineData("FrameworkReference")]
    [InlineData("Reference")]
    public void Domain_Packages_AreNone(string kind) => Assert.Empty(Items("QuantumTrader.Domain", kind));

    [Fact]
    public void DomainAssembly_References_AreTheBaseLibraryOnly()
    {
        var foreign = typeof(IExchange).Assembly.GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.Empty(foreign);
    }

    [Fact]
    public void InfrastructureAssembly_DoesNotReferenceWeb() =>
        Assert.DoesNotContain("QuantumTrader.Web", typeof(KlineFile).Assembly.GetReferencedAssemblies().Select(a => a.Name));

    [Fact]
    public void DomainAssembly_UsesNoClockDiskNetworkOrThread()
    {
        string[] allowedIo = ["System.IO.InvalidDataException"];
        var used = MetadataScan.TypesUsedBy(typeof(IExchange).Assembly).ToArray();

        var forbidden = used.Where(name =>
            name is "System.TimeProvider" or "System.Diagnostics.Stopwatch" or "System.Environment" or "System.Console" or "System.Random"
            || name.StartsWith("System.Threading.Thread", StringComparison.Ordinal) && name != "System.Threading.ThreadStaticAttribute"
            || name.StartsWith("System.IO.", StringComparison.Ordinal) && !allowedIo.Contains(name)
            || name.StartsWith("System.Net.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal));

        Assert.Contains("System.DateTimeOffset", used); // The scan sees something.
        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("QuantumTrader.Domain")]
    [InlineData("QuantumTrader.Infrastructure")]
    public void Folders_OfAProject_AreStages(string project)
    {
        string[] adapters = ["Configuration", "Disk", "Redis"]; // Under several stages alike; none owns them.
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, project))
            .Select(Path.GetFileName)
            .Where(name => name is not ("bin" or "obj"));

        Assert.Empty(folders.Except(SourceTree.Stages).Except(adapters));
    }

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Repository.Root, project, project + ".csproj"))
            .Descendants(kind)
            .Select(e => e.Attribute("Include")!.Value);
}
