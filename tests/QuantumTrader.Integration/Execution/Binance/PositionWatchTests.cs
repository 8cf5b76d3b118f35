using QuantumTrader.Domain.Trades;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.TestSupport;
using static QuantumTrader.Integration.Execution.Binance.TradingOnVenue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What is looked at for open positions between bars, over HTTP and WebSocket.</summary>
public sealed class PositionWatchTests
{
    private static readonly TimeSpan FoundMax = TimeSpan.FromSeconds(3); // two seconds and the round trips of a busy machine

    [Fact]
    public async Task Stop_CanceledWhileTheStreamIsMute_IsMissedAndPlacedAgainWithinTwoSeconds()
    {
        await using var test = await StartAsync();
        await test.HoldAsync();
        var before = test.Stops.Single();
        test.Host.Streams.Inject(new StreamFault { Kind = StreamFaultKind.Silence, Path = StreamPath.Private });

        test.Act(ActKind.CancelAll);

        await Poll.UntilAsync(
            async () =>
            {
                await test.Engine.DoAsync(test.Engine.Engine.LookForStopsAsync);
                return test.Stops.Any(id => id != before);
            },
            FoundMax,
            "there is another stop");
        Assert.Equal(Size, test.Held);
    }

    [Fact]
    public async Task Stop_CanceledWhileTheStreamTells_IsPlacedAgainThoughNobodyLooks()
    {
        await using var test = await StartAsync();
        await test.HoldAsync();
        var before = test.Stops.Single();

        test.Act(ActKind.CancelAll);

        await Poll.UntilAsync(() => test.Stops.Any(id => id != before), FoundMax, "there is another stop");
    }

    [Fact]
    public async Task Liquidation_ComesNearBecauseMoneyLeft_ThePositionIsMadeSmaller()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();
        var wallet = await test.Engine.LookAsync(e => e.Ledger.Wallet.Value);

        test.Act(ActKind.Transfer, a => a with { Amount = 25m - wallet });

        await Poll.UntilAsync(
            async () =>
            {
                await test.Engine.DoAsync(() => test.Engine.Engine.Reader.GetAccountAsync(CancellationToken.None).AsTask());
                await test.Engine.DoAsync(test.Engine.Engine.WatchLiquidationAsync);
                return test.Held < Size;
            },
            TimeSpan.FromSeconds(20),
            "it is made smaller");
        Assert.Equal(Size / 2m, test.Held);
        Assert.Contains(await test.Engine.LookAsync(e => e.Book.Find(id)!.LastExitReason), (string[])[ExitReasons.LiquidationNear, ""]);
        Assert.Single(test.Stops);
    }
}
