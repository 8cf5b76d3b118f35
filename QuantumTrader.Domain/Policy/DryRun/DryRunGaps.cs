using System.Globalization;
using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Domain.Policy.DryRun;

/// <summary>What a dry run cannot say, in words.</summary>
internal static class DryRunGaps
{
    private static readonly string[] Tried = [nameof(TradingPolicy.ActiveMode), .. DryRunRule.All.SelectMany(r => r.Fields)];

    public static IReadOnlyList<string> Of(PolicyComparison comparison, TradingPolicy changed, DateTimeOffset? journalFromUtc, DateTimeOffset fromUtc, int beforeHistory)
    {
        var gaps = new List<string> { "Each order is taken as it was planned: the signals and sizes that would have followed other trades are not guessed." };
        if (journalFromUtc is null || journalFromUtc > fromUtc)
        {
            gaps.Add(journalFromUtc is { } first
                ? string.Create(CultureInfo.InvariantCulture, $"The journal of this host begins at {first.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC; nothing is known of the time before.")
                : "The journal of this host is empty.");
        }

        if (beforeHistory > 0)
        {
            gaps.Add(string.Create(CultureInfo.InvariantCulture, $"{beforeHistory} orders are older than the policy's history; they are judged against its oldest version."));
        }

        var untried = comparison.Differences.Where(d => IsInForce(d.Field, changed) && !Tried.Contains(NameOf(d.Field))).Select(d => d.Field).ToArray();
        if (untried.Length > 0)
        {
            gaps.Add($"Not tried, because the journal does not hold what it depends on: {string.Join(", ", untried)}.");
        }

        return gaps;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static bool IsInForce(string path, TradingPolicy changed) => PolicyFields.Find(path) is { } field && (field.Mode is null || field.Mode == changed.ActiveMode);
}
