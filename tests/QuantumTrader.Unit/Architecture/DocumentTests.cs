using System.Text.RegularExpressions;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Architecture;

/// <summary>What the documents name is there.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Documents =
        [Path.Combine(Repository.Root, "README.md"), .. SourceTree.Files("docs", ".md")];

    [Fact]
    public void Tests_NamedInDocuments_Exist()
    {
        var there = SourceTree.Files("tests", ".cs")
            .SelectMany(path => TestMethod().Matches(File.ReadAllText(path)))
            .Select(m => m.Groups[1].Value)
            .ToHashSet();
        var named = Documents.SelectMany(path => NamedTest().Matches(File.ReadAllText(path)).Select(m => (Document: SourceTree.Relative(path), Test: m.Groups[1].Value))).ToArray();

        Assert.True(named.Length > 20, "The pattern sees no test names in the documents.");
        var missing = named.Where(n => !there.Contains(n.Test)).ToArray();
        Assert.Empty(missing);
    }

    [Fact]
    public void Promises_EachRow_NamesATestThatHoldsIt()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var from = readme.IndexOf("## What is promised per failure", StringComparison.Ordinal);
        var rows = readme[from..].Split("\n## ")[0].Split('\n').Where(l => l.StartsWith('|')).Skip(2).ToArray();

        Assert.True(rows.Length > 10, "The table of promises was not found.");
        Assert.All(rows, row => Assert.Matches(NamedTest(), row.Split('|')[^2]));
    }

    [Fact]
    public void KnownMistakes_EachRow_SaysWhatWeDoAndNamesATestThatHoldsIt()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "known-mistakes.md"))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| mistake |", StringComparison.Ordinal) && !l.StartsWith("| ---", StringComparison.Ordinal))
            .ToArray();

        Assert.True(rows.Length > 50, "The tables of known mistakes were not found.");
        Assert.All(rows, row =>
        {
            var cells = row.Trim('|').Split('|');
            Assert.Equal(3, cells.Length);
            Assert.All(cells, cell => Assert.NotEmpty(cell.Trim()));
            Assert.Matches(NamedTest(), cells[2]);
        });
        Assert.Equal(rows.Length, rows.Distinct().Count());
    }

    /// <summary>Each failure once, in order, said in words, with tests that hold the answer.</summary>
    [Theory]
    [InlineData("E", 18)]
    [InlineData("V", 25)]
    public void ExchangeFailures_EachRow_SaysWhatHappensAndNamesATestThatHoldsTheAnswer(string letter, int count)
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "exchange-failures.md"))
            .Where(l => l.StartsWith($"| {letter}", StringComparison.Ordinal)).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray()).ToArray();

        Assert.Equal(Enumerable.Range(1, count).Select(n => $"{letter}{n}"), rows.Select(r => r[0]));
        Assert.All(rows, row =>
        {
            Assert.Equal(5, row.Length);
            Assert.All(row, Assert.NotEmpty);
            Assert.Matches(NamedTest(), row[^1]);
        });
    }

    [Fact]
    public void Links_ToFilesOfTheProject_LeadSomewhere()
    {
        var broken = Documents.SelectMany(path => Link().Matches(File.ReadAllText(path))
            .Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.GetFullPath(target, Path.GetDirectoryName(path)!)))
            .Select(target => $"{SourceTree.Relative(path)}: {target}"));

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("RedisCodes")]
    public void Codes_OfTheSharedStore_HaveRunbooks(string file)
    {
        var source = SourceTree.Files("QuantumTrader.Infrastructure", ".cs").Single(p => Path.GetFileNameWithoutExtension(p) == file);
        var codes = Code().Matches(File.ReadAllText(source)).Select(m => m.Groups[1].Value).ToArray();

        Assert.Equal(6, codes.Length);
        Assert.All(codes, code =>
        {
            var page = Path.Combine(Repository.Root, "docs", "runbooks", code.Replace('_', '-').ToLowerInvariant() + ".md");
            Assert.True(File.Exists(page), $"{code} has no page {page}.");
            Assert.StartsWith($"# {code}\n", File.ReadAllText(page), StringComparison.Ordinal);
        });
    }

    // Such as Subject_Condition_Outcome in backticks; codes are upper-case throughout.
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex NamedTest();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+_\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("= \"(REDIS_[A-Z_]+)\";")]
    private static partial Regex Code();
}
