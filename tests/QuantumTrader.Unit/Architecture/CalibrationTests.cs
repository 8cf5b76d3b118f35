using System.Text.RegularExpressions;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Architecture;

/// <summary>
/// The broken variants of the product that tests/calibrate.sh tries: each patch still fits the sources, and the test that has to catch it is there.
/// Needs no git, and builds nothing.
/// </summary>
public sealed partial class CalibrationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "calibration");

    private static readonly string[][] Rows = [.. File.ReadAllLines(Path.Combine(Folder, "list.tsv")).Skip(1).Select(l => l.Split('\t'))];

    private static readonly string[] Names = [.. Directory.EnumerateFiles(Folder, "*.patch").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Patches => [.. Names];

    [Fact]
    public void List_HasARowForEachPatch_WithItsTestAndWhatItBreaks()
    {
        Assert.True(Rows.Length >= 25, $"{Rows.Length} variants are too few.");
        Assert.All(Rows, row =>
        {
            Assert.Equal(4, row.Length);
            Assert.StartsWith($"QuantumTrader.{row[1]}.", row[2], StringComparison.Ordinal);
            Assert.NotEmpty(row[3]);
        });
        Assert.Equal(Names, Rows.Select(r => r[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void List_EachTest_Exists()
    {
        var there = SourceTree.Files("tests", ".cs").SelectMany(TestsOf).ToHashSet(StringComparer.Ordinal);

        var missing = Rows.Select(r => r[2]).Where(test => !there.Contains(LastTwo(test))).ToArray();
        Assert.Empty(missing);
    }

    /// <summary>What a patch takes away, with a line before and after it, stands in its file exactly once.</summary>
    [Theory]
    [MemberData(nameof(Patches))]
    public void Patch_EachHunk_StillFits(string patch)
    {
        var hunks = HunksOf(Path.Combine(Folder, patch)).ToArray();
        Assert.NotEmpty(hunks);
        Assert.All(hunks, hunk =>
        {
            var path = Path.Combine(Repository.Root, hunk.File);
            Assert.True(File.Exists(path), $"{patch}: there is no {hunk.File} any more. {Remedy(patch)}");
            var found = Count(File.ReadAllLines(path), hunk.Old);
            Assert.True(found == 1, $"{patch}: what it changes in {hunk.File} is there {found} times. {Remedy(patch)}");
        });
    }

    private static string Remedy(string patch) =>
        $"Make the change that list.tsv tells by hand, 'git diff > tests/calibration/{patch}', take it back, and try it with 'bash tests/calibrate.sh {patch}'.";

    /// <summary>The lines before the change, from the last one that stays in front of it to the first one behind it.</summary>
    private static IEnumerable<(string File, string[] Old)> HunksOf(string path)
    {
        var (file, lines) = ("", new List<string>());
        foreach (var line in File.ReadAllLines(path).Append("@@"))
        {
            if (line.StartsWith("@@", StringComparison.Ordinal) || line.StartsWith("--- ", StringComparison.Ordinal))
            {
                if (lines.Count > 0)
                {
                    yield return (file, OldOf(lines));
                    lines = [];
                }

                file = line.StartsWith("--- a/", StringComparison.Ordinal) ? line[6..] : file;
            }
            else if (file.Length > 0 && !line.StartsWith("+++ ", StringComparison.Ordinal))
            {
                lines.Add(line);
            }
        }
    }

    private static string[] OldOf(List<string> lines)
    {
        var (first, last) = (lines.FindIndex(IsChange), lines.FindLastIndex(IsChange));
        return [.. lines.Take(last + 2).Skip(Math.Max(0, first - 1)).Where(l => !l.StartsWith('+')).Select(l => l.Length > 0 ? l[1..] : l)];
    }

    private static bool IsChange(string line) => line.StartsWith('+') || line.StartsWith('-');

    private static int Count(string[] lines, string[] old) =>
        Enumerable.Range(0, Math.Max(0, lines.Length - old.Length + 1)).Count(at => lines.AsSpan(at, old.Length).SequenceEqual(old));

    private static IEnumerable<string> TestsOf(string path)
    {
        var text = File.ReadAllText(path);
        return TestClass().Matches(text).SelectMany(c => TestMethod().Matches(text).Select(m => $"{c.Groups[1].Value}.{m.Groups[1].Value}"));
    }

    /// <summary>Class and method; a contract's tests stand in the class that all stores inherit from.</summary>
    private static string LastTwo(string test)
    {
        var parts = test.Split('.');
        return $"{Contract().Replace(parts[^2], "$1Contract")}.{parts[^1]}";
    }

    [GeneratedRegex(@"^(?:InMemory|Sqlite)(PolicyStore)Tests$")]
    private static partial Regex Contract();

    [GeneratedRegex(@"class (\w+)")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+_\w+)\(")]
    private static partial Regex TestMethod();
}
