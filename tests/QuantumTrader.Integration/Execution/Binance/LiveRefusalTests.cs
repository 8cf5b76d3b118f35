using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.FakeVenue;
using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>Real money, refused: each reason with its words. Nothing here can reach a real venue: the names end in <c>.invalid</c>.</summary>
public sealed class LiveRefusalTests : IDisposable
{
    private static readonly (string, string)[] Live =
    [
        ("Exchange__Provider", "Binance"), ("Exchange__Environment", "Live"), ("Market__Source", "Exchange"), ("Market__Symbols", "BTCUSDT"),
        ("Binance__RestUrl", "https://rest.invalid"), ("Binance__StreamUrl", "wss://stream.invalid"), ("Binance__WalletUrl", "https://wallet.invalid"),
        ("Binance__ApiKey", "canary-key"), ("Binance__ApiSecret", "canary-secret"), ("Live__CapitalMax", "500"),
    ];

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("false", "Exchange:Environment is Live", "Live:Enabled")]
    [InlineData("true", "Signals:Model rule-trend", "may not trade in Live")]
    public async Task Start_WithRealMoney_IsRefusedWithoutTheSecondWordAndWithTheRuleModel(string isEnabled, string what, string why)
    {
        var refused = (await CommandProcess.RunAsync(_data.Path, [.. Live, ("Live__Enabled", isEnabled), ("ASPNETCORE_URLS", "http://127.0.0.1:0")], [])).AssertRefused(2, what, why);
        Assert.DoesNotContain("canary", refused.Output + refused.Error, StringComparison.Ordinal);
    }

    /// <summary>The engine itself, past the checks of a start: it opens nothing, says why, and its stop works all the same.</summary>
    [Theory]
    [InlineData(true, true, "may withdraw")]
    [InlineData(false, false, "works from every address")]
    [InlineData(false, true, null)]
    public async Task Engine_WithRealMoney_OpensNothingWithAnUnsafeKeyOrTheRuleModelAndStillStops(bool mayWithdraw, bool isRestricted, string? objection)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Keys = [VenueKey.Default with { EnableWithdrawals = mayWithdraw, IpRestrict = isRestricted }] });
        await using var engine = await EngineOnVenue.RunAsync(venue, _data, ("Exchange:Environment", "Live"), ("Live:Enabled", "true"), ("Live:CapitalMax", "500"), ("Binance:WalletUrl", venue.RestUrl.ToString()));

        await Poll.UntilAsync(() => objection is null ? engine.Venue.Objection is null : engine.Venue.Objection?.Contains(objection, StringComparison.Ordinal) == true, TimeSpan.FromSeconds(20), "the key was looked at");
        await Poll.UntilAsync(async () => await engine.LookAsync(e => e.Mode.Holds.Any(h => objection is null || h.Reason.Contains(objection, StringComparison.Ordinal))), TimeSpan.FromSeconds(5), "the engine is held");
        Assert.Contains(await engine.LookAsync(e => e.Mode.Holds.ToArray()), h => h.Reason.Contains("may not trade in Live", StringComparison.Ordinal));
        Assert.Equal(TradingMode.ReduceOnly, await engine.LookAsync(e => e.EffectiveMode));
        Assert.Equal(EmergencyRunState.Flat, (await engine.StopAsync(TimeSpan.FromSeconds(20))).RunState);
    }
}
