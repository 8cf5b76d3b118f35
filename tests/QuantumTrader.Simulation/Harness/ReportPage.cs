using System.Globalization;
using System.Text;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Simulation.Harness;

/// <summary>docs/simulation-report.md: what a large run did, written by the run itself.</summary>
internal static class ReportPage
{
    private const int RowsMax = 25;

    /// <param name="twins">A line for people about the runs of two engines; empty when there were none.</param>
    public static string Of(RunTotals totals, double seconds, int failures, string twins, DateTimeOffset nowUtc)
    {
        var page = new StringBuilder();
        Line(page, "# The last large run of the simulation");
        Line(page, "");
        Line(page, "Written by the run itself; how it is made is in [simulation.md](simulation.md).");
        Line(page, "");
        Line(page, "| what | figure |");
        Line(page, "|---|---|");
        Row(page, "date", nowUtc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Row(page, "commit", Commit());
        Row(page, "seeds", Text(totals.Seeds + failures));
        Row(page, "seeds a second", string.Create(CultureInfo.InvariantCulture, $"{(totals.Seeds + failures) / seconds:0.0} on {Environment.ProcessorCount} cores"));
        Row(page, "violations", Text(failures));
        Row(page, "slowest stop of a healed world, to flat", totals.SlowestHealed is { } slow ? string.Create(CultureInfo.InvariantCulture, $"{slow.Took.TotalSeconds:0} s (seed {slow.Seed}); the bound is {Checks.BarChecks.SettleBars * 60} s") : "none");
        foreach (var (what, times) in totals.Counts.Of("total"))
        {
            Row(page, what, Text(times));
        }

        if (twins.Length > 0)
        {
            Row(page, "two engines", twins);
        }

        foreach (var (title, group) in Groups)
        {
            Table(page, title, totals.Counts.Of(group));
        }

        Table(page, "Invariants, and how often each was looked at", [.. totals.Evaluated.All]);
        return page.ToString();
    }

    private static readonly (string Title, string Group)[] Groups =
    [
        ("Stops by what asked for them", "stop"),
        ("What triggers did", "trigger"),
        ("Drawdown breaker", "breaker"),
        ("The way back after resets", "re-entry"),
        ("Certificates", "certificate"),
        ("What people did", "people"),
        ("Entries switched off and on", "switch"),
        ("Faults of calls at the venue", "venue"),
        ("What the venue's stream made of updates", "stream"),
        ("Bad ticks and missing bars", "feed"),
        ("Minutes of trouble", "minutes of trouble"),
        ("Where processes died", "crash"),
        ("Why entries were denied", "denied"),
    ];

    private static void Table(StringBuilder page, string title, IReadOnlyList<(string What, long Times)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        Line(page, "");
        Line(page, $"## {title}");
        Line(page, "| what | times |");
        Line(page, "|---|---|");
        foreach (var (what, times) in rows.Take(RowsMax))
        {
            Row(page, what, Text(times));
        }

        if (rows.Count > RowsMax)
        {
            Row(page, $"{rows.Count - RowsMax} more", Text(rows.Skip(RowsMax).Sum(r => r.Times)));
        }
    }

    private static void Row(StringBuilder page, string what, string figure) => Line(page, $"| {what} | {figure} |");

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');

    private static string Text(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>SIM_COMMIT, else what the repository says; twelve characters.</summary>
    private static string Commit()
    {
        if (Environment.GetEnvironmentVariable("SIM_COMMIT") is { Length: > 0 } given)
        {
            return given;
        }

        var git = Path.Combine(Repository.Root, ".git");
        if (File.Exists(git))
        {
            git = Path.GetFullPath(Path.Combine(Repository.Root, File.ReadAllText(git).Replace("gitdir:", "", StringComparison.Ordinal).Trim())); // a work tree
        }

        var head = Path.Combine(git, "HEAD");
        if (!File.Exists(head))
        {
            return "not known";
        }

        var text = File.ReadAllText(head).Trim();
        return text.StartsWith("ref: ", StringComparison.Ordinal) ? Resolve(git, text[5..]) : text[..12];
    }

    private static string Resolve(string git, string reference)
    {
        var common = Path.Combine(git, "commondir");
        string[] homes = File.Exists(common) ? [git, Path.GetFullPath(Path.Combine(git, File.ReadAllText(common).Trim()))] : [git];
        foreach (var home in homes)
        {
            if (File.Exists(Path.Combine(home, reference)))
            {
                return File.ReadAllText(Path.Combine(home, reference)).Trim()[..12];
            }

            var packed = Path.Combine(home, "packed-refs");
            if (File.Exists(packed) && File.ReadLines(packed).FirstOrDefault(l => l.EndsWith($" {reference}", StringComparison.Ordinal)) is { } line)
            {
                return line[..12];
            }
        }

        return "not known";
    }
}
