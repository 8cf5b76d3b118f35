using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>While the engine runs: how far ledger and venue are apart, until when, and the event that says what was corrected.</summary>
public sealed class LedgerDriftTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Compare_BeforeTheFirst_NothingIsSaidToBeEqual()
    {
        Assert.Null(_bench.Engine.Drift);
        _bench.Venue.Fails.Add("account");

        Compare(3);

        Assert.Null(_bench.Engine.Drift);
    }

    [Fact]
    public void Compare_AllIsTheSame_IsADriftOfNothing()
    {
        Compare(1);

        Assert.Equal((true, Fraction.Zero, _bench.Now), (_bench.Engine.Drift!.IsNone, _bench.Engine.Drift.Score!.Value, _bench.Engine.Drift.ComparedAtUtc));
        Assert.Empty(_bench.Of<LedgerCorrected>());
    }

    [Fact]
    public void Compare_AnOrphanLeg_IsScoredAndReduceOnlyUntilTheyAgreeAgain()
    {
        _bench.Venue.Hold(EngineBench.Eth, 0.02m);
        Compare(1);
        var (first, mode) = (_bench.Engine.Drift!, _bench.Engine.Mode.Mode);
        Compare(1);
        var second = _bench.Engine.Drift!;
        Assert.Equal(TradingMode.ReduceOnly, _bench.Engine.Mode.Mode);
        Compare(1);

        Assert.Equal(TradingMode.ReduceOnly, mode);
        Assert.Equal([new LegDrift(EngineBench.Eth, PositionSide.Both, 0m, 0.02m)], first.Legs);
        Assert.Equal((LegDriftKind.Orphan, 0.1m), (first.Legs[0].Kind, first.Score!.Value.Value)); // 0.02 at 50,000 of 10,000
        Assert.Equal(first.ComparedAtUtc, second.SinceUtc);
        Assert.Equal(first.Legs, second.Legs);
        Assert.True(_bench.Engine.Drift!.IsNone);
        Assert.Null(_bench.Engine.Drift.SinceUtc);
        Assert.Equal(TradingMode.Active, _bench.Engine.Mode.Mode);
    }

    [Fact]
    public void Compare_TheVenueIsSilentLater_KeepsWhatWasFoundLastAndWhen()
    {
        Compare(1);
        var found = _bench.Engine.Drift;
        _bench.Venue.Fails.Add("account");
        _bench.Venue.Wallet = 9_000m;

        Compare(2);

        Assert.Same(found, _bench.Engine.Drift);
    }

    [Fact]
    public void Compare_ACorrection_IsOneEventWithWhatWasAndWhatIs()
    {
        _bench.Venue.Wallet = 9_000m;
        _bench.Venue.Hold(EngineBench.Eth, -0.3m);
        Compare(1);
        Assert.Empty(_bench.Of<LedgerCorrected>()); // seen once: it may pass

        Compare(4);

        var corrected = Assert.Single(_bench.Of<LedgerCorrected>());
        Assert.Equal(
            (LedgerCorrectionCause.Running, new Usd(10_000m), new Usd(9_000m)),
            (corrected.Cause, corrected.WalletBefore!.Value, corrected.WalletAfter));
        Assert.Equal([new LegDrift(EngineBench.Eth, PositionSide.Both, 0m, -0.3m)], corrected.Legs);
        Assert.Equal((1_000m + (0.3m * 50_000m)) / 9_000m, corrected.Score!.Value.Value);
        Assert.Contains(_bench.Journal.ReadAfter(0), e => e.Event is LedgerCorrected);
    }

    /// <summary>The wallet alone would look the same twice; the leg moved in between, and nobody has seen the whole twice.</summary>
    [Fact]
    public void Compare_ASecondDifferenceBesideTheFirst_IsNotCorrectedBeforeItWasSeenTwice()
    {
        _bench.Venue.Wallet = 9_000m;
        Compare(1);
        _bench.Venue.Hold(EngineBench.Eth, 0.3m);
        Compare(1);
        Assert.Equal(0, _bench.Engine.Ledger.OpenCount);
        Assert.Equal(2, _bench.Engine.Drift!.Legs.Count + (_bench.Engine.Drift.Wallet == Usd.Zero ? 0 : 1));

        Compare(1);

        Assert.Equal((1, new Usd(9_000m)), (_bench.Engine.Ledger.OpenCount, _bench.Engine.Ledger.Wallet));
    }

    private void Compare(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _bench.Pass(_bench.Settings.Execution.ReconcileInterval);
            _bench.Await(_bench.Engine.ReconcileAsync);
        }
    }
}
