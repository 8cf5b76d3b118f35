using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Execution;
using static QuantumTrader.Integration.Execution.Binance.TradingOnVenue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What happens to the account behind the engine's back: in the end the ledger is the venue's, and nothing is opened before it is.</summary>
public sealed class ReconcileOnVenueTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task PositionMode_FlippedBySomebodyElse_OpensNothingUntilItIsSetBack()
    {
        await using var test = await StartAsync();
        test.Act(ActKind.PositionMode, a => a with { On = true });

        Assert.IsType<ExecutionResult.Rejected>((await test.EnterAsync()).Result);

        await test.UntilAsync(_ => !test.IsHedged, "the mode is set back");
        await Poll.UntilAsync(async () => await test.LookAsync(e => e.Mode.Holds.Count == 0) && (await test.EnterAsync()).Result is ExecutionResult.Accepted, Limit, "an entry is taken");
    }

    [Fact]
    public async Task Fills_MissedOrToldTwice_AreCountedOnce()
    {
        await using var test = await StartAsync();
        test.Host.Streams.Inject(new StreamFault { Kind = StreamFaultKind.Gap, Path = StreamPath.Private, Event = "ORDER_TRADE_UPDATE", Count = 2 });
        var (missed, result) = await test.EnterAsync();
        Assert.IsType<ExecutionResult.Accepted>(result);

        await test.UntilAsync(e => e.Book.Find(missed) is { FillIds.Count: 1 } && test.Conditionals.Count == 3, "the fill that was not told is found");
        test.Host.Streams.Inject(new StreamFault { Kind = StreamFaultKind.Duplicate, Path = StreamPath.Private, Event = "ORDER_TRADE_UPDATE", Count = 4 });
        await test.ExitAsync(missed);

        await test.UntilAsync(e => e.Book.Find(missed) is { IsOver: true } && test.Conditionals.Count == 0, "it is over");
        Assert.Equal(2, (await test.TradeAsync(missed)).FillIds.Count);
        await AgreesAsync(test);
    }

    [Fact]
    public async Task Symbol_DelistedWithAnOpenPosition_EndsItsTradeAndTakesNoEntry()
    {
        await using var test = await StartAsync();
        var id = await test.HoldAsync();

        test.Act(ActKind.Delist);

        await test.UntilAsync(e => e.Book.Find(id) is { IsOver: true } && test.Conditionals.Count == 0, "nothing of it is left");
        await AgreesAsync(test);
        Assert.IsNotType<ExecutionResult.Accepted>((await test.EnterAsync()).Result);
        Assert.Equal(0m, test.Held);
    }

    private static async Task AgreesAsync(TradingOnVenue test)
    {
        await test.UntilAsync(e => e.Ledger.Legs.Where(l => l.Symbol == Btc).Sum(l => l.SignedQuantity) == test.Held, "ledger and venue hold the same");
        await test.UntilAsync(e => e.Ledger.Wallet.Value == test.Wallet, "the wallets are the same");
    }
}
