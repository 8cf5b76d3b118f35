using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>What a start found other than it was believed is an event; what it found as believed is none.</summary>
public sealed class StartCorrectionTests
{
    [Fact]
    public void Start_OnAnEmptyAccount_CorrectsNothing()
    {
        using var bench = EngineBench.Started();

        Assert.Empty(bench.Of<LedgerCorrected>());
    }

    [Fact]
    public void Start_AnAccountAsTheTradesLeftIt_CorrectsNothing()
    {
        using var old = EngineBench.Started();
        old.Open();
        old.Open(Direction.Short, symbol: EngineBench.Eth);

        using var bench = Reborn(old);

        Assert.Empty(bench.Of<LedgerCorrected>());
    }

    /// <summary>It explains why the account holds less than the book did.</summary>
    [Fact]
    public void Start_AFillThatWasMissed_IsNoCorrection()
    {
        using var old = EngineBench.Started();
        var trade = old.Open();
        old.Venue.Tells = false;
        old.Do(() => old.Venue.Fill(trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss).ClientOrderId.Value, 0.01m, 49_500m));

        using var bench = Reborn(old);

        Assert.Empty(bench.Of<LedgerCorrected>());
    }

    [Fact]
    public void Start_APositionThatIsGoneAndOneThatNobodyKnows_IsOneEventWithBoth()
    {
        using var old = EngineBench.Started();
        old.Open();
        old.Venue.Hold(EngineBench.Btc, 0m);
        old.Venue.Hold(EngineBench.Eth, 0.5m);

        using var bench = Reborn(old);

        var corrected = Assert.Single(bench.Of<LedgerCorrected>());
        Assert.Equal((LedgerCorrectionCause.Start, (Usd?)null, new Usd(10_000m)), (corrected.Cause, corrected.WalletBefore, corrected.WalletAfter));
        Assert.Equal([(EngineBench.Btc, LegDriftKind.Ghost, 0.01m, 0m), (EngineBench.Eth, LegDriftKind.Orphan, 0m, 0.5m)], corrected.Legs.Select(l => (l.Symbol, l.Kind, l.Ours, l.Theirs)));
        Assert.True(corrected.Score!.Value.Value > 0m);
        Assert.True(corrected.AtUtc <= bench.Engine.Mode.SinceUtc, "it is told before anything may trade");
    }

    /// <summary>The process stood by and knew the account as it was at its last look.</summary>
    [Fact]
    public void TakeOver_AWalletThatMovedSinceTheLastLook_IsCorrectedAndSaysWhatItWas()
    {
        using var bench = new EngineBench();
        bench.Lease.Take(LeaseState.Lost);
        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Await(bench.Engine.ReconcileAsync);
        Assert.True(bench.Engine.Ledger.IsKnown);
        bench.Venue.Wallet = 9_990m;

        bench.Lease.Give(2);
        bench.Await(bench.Engine.FollowLeaseAsync);

        var corrected = Assert.Single(bench.Of<LedgerCorrected>());
        Assert.Equal((LedgerCorrectionCause.Start, new Usd(10_000m), new Usd(9_990m)), (corrected.Cause, corrected.WalletBefore!.Value, corrected.WalletAfter));
    }

    private static EngineBench Reborn(EngineBench old)
    {
        var book = new TradeBook();
        foreach (var line in old.Journal.ReadAfter(0))
        {
            book.Apply(in line);
        }

        var bench = new EngineBench(book, venueOf: old);
        bench.Await(() => bench.Engine.StartAsync(null));
        return bench;
    }
}
