using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Integration.Commands;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What a whole rehearsal on the fake venue shows; see <see cref="RehearsedLife"/>.</summary>
public sealed partial class RehearsalTests(RehearsedLife life) : IClassFixture<RehearsedLife>
{
    private readonly IReadOnlySet<string> _proofs = life.Proofs;

    [Fact]
    public void Rehearsal_TradesOnTheFakeVenue_AndAStopLeavesItFlat() => Assert.Equal((EmergencyRunState.Flat, 0), (life.StopState, life.PositionsAfterStop));

    [Fact]
    public void DeadMan_WhoseAppIsKilled_CancelsWhatRestsAndLeavesTheStop()
    {
        Assert.False(life.DeadMan.RanWithNothingResting);
        Assert.Equal(1, life.DeadMan.RestingWhenKilled);
        Assert.True(life.DeadMan is { PositionsWhenKilled: > 0, StopsWhenKilled: > 0 }, life.DeadMan.ToString());
        Assert.True(life.DeadMan.PositionsAfter > 0 && life.DeadMan.StopsAfter > 0, life.DeadMan.ToString());
    }

    [Fact]
    public void Start_WhileTheVenueIsAway_SendsNothingSaysWhyAndTradesWhenItIsBack()
    {
        Assert.Equal(0, life.Away.OrdersSent);
        Assert.Equal("starting", life.Away.Health);
        Assert.Contains("it reconciles with the exchange before it shows anything", life.Away.Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_InAWholeRehearsal_AreInNoLogPageAnswerOrFile()
    {
        Assert.True(_proofs.Count > 100, $"Only {_proofs.Count} signatures and listen keys were seen on the wire.");
        Assert.Empty(life.Unmet);
        Assert.Contains("REHEARSAL", life.Shown, StringComparison.Ordinal);
        Assert.Contains("\"paths\"", life.Shown, StringComparison.Ordinal); // of the API's description, so that its answers are among what was shown
        string[] secrets = [RehearsedLife.ApiKey, RehearsedLife.ApiSecret, .. Coded(RehearsedLife.ApiKey), .. Coded(RehearsedLife.ApiSecret)];
        Assert.Contains(life.Files, file => file.Contains("logs", StringComparison.Ordinal) && File.ReadAllText(file).Contains("was refused: HTTP", StringComparison.Ordinal)); // the most verbose level was on
        Assert.Empty(Found("what was written, shown and answered", life.Seen, secrets).Concat(life.Files.SelectMany(file => Found(file, File.ReadAllText(file, Encoding.Latin1), secrets))));
    }

    [Fact]
    public void Market_IsRecorded_AndRunsAgainUnderThePolicyOfToday()
    {
        var run = InProcess.Replay(Path.Combine(life.Data, "market"), "--symbol", RehearsedLife.Symbol, "--warm-up", "100", "--policy", "current", "--data", life.Data, "--json");
        var report = JsonDocument.Parse(run.AssertDone().Output).RootElement;
        Assert.True(report.GetProperty("bars").GetInt64() > 500, run.Output); // the history of the start and what was played after it
        Assert.Equal(0, report.GetProperty("marks").GetInt64()); // they bear the clock's time, and the bars are played faster
        Assert.True(report.GetProperty("policyVersion").GetInt64() >= 1, run.Output);
        Assert.Equal(0, report.GetProperty("emergencyStops").GetInt64()); // today's limits, and not today's stop
    }

    private static IEnumerable<string> Coded(string secret) =>
        [Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)), string.Concat(secret.Select(c => $"{c}\0"))];

    /// <summary>Where they are, each with a little of what stands around it.</summary>
    private IEnumerable<string> Found(string where, string text, string[] secrets) => secrets
        .Select(secret => text.IndexOf(secret, StringComparison.OrdinalIgnoreCase)).Where(at => at >= 0)
        .Concat(LongWord().Matches(text).SelectMany(m => Enumerable.Range(m.Index, m.Length - 63)).Where(at => _proofs.Contains(text[at..(at + 64)])).Take(1))
        .Select(at => $"{where}: {text[Math.Max(0, at - 100)..Math.Min(text.Length, at + 64)]}");

    [GeneratedRegex("[A-Za-z0-9]{64,}")]
    private static partial Regex LongWord();
}
