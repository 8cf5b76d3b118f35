using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Execution.Paper;

namespace QuantumTrader.Unit.Execution;

public sealed class LedgerComparisonTests
{
    private static readonly DateTimeOffset At = VenueBench.Start;
    private readonly AccountLedger _ledger = new();

    [Fact]
    public void Of_TheSameOnBothSides_IsNoneAndScoresZero()
    {
        _ledger.Adopt(Account(10_000m, Leg(VenueBench.Btc, 0.1m)), 0);

        var drift = LedgerComparison.Of(_ledger, Account(10_000m, Leg(VenueBench.Btc, 0.1m)), At, differsSinceUtc: At);

        Assert.True(drift.IsNone);
        Assert.Equal((Fraction.Zero, (DateTimeOffset?)null), (drift.Score, drift.SinceUtc));
    }

    /// <summary>A leg that both hold, one that we alone hold, one that the venue alone holds, a direction; nothing is made up by another.</summary>
    [Fact]
    public void Of_EachKindOfDifference_IsALegOfItsOwnAndTheScoreAddsThemUpWithoutTheirSigns()
    {
        _ledger.Adopt(Account(10_000m, Leg(VenueBench.Btc, 0.1m), Leg(VenueBench.Eth, 1m)), 0);
        var hedge = Leg(VenueBench.Eth, -2m) with { PositionSide = PositionSide.Short };

        var drift = LedgerComparison.Of(_ledger, Account(9_900m, Leg(VenueBench.Btc, -0.1m), hedge), At, differsSinceUtc: null);

        Assert.Equal(
            [
                (VenueBench.Btc, PositionSide.Both, 0.1m, -0.1m, LegDriftKind.Differs),
                (VenueBench.Eth, PositionSide.Both, 1m, 0m, LegDriftKind.Ghost),
                (VenueBench.Eth, PositionSide.Short, 0m, -2m, LegDriftKind.Orphan),
            ],
            drift.Legs.Select(l => (l.Symbol, l.Side, l.Ours, l.Theirs, l.Kind)));
        Assert.Equal(new Usd(-100m), drift.Wallet);
        Assert.Equal((100m + (0.2m * 1_000m) + (1m * 1_000m) + (2m * 1_000m)) / 9_900m, drift.Score!.Value.Value);
        Assert.Equal((At, false), (drift.SinceUtc!.Value, drift.IsNone));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Of_AnEquityThatIsNotPositive_HasNoScoreAndIsNotCalledEqual(int equity)
    {
        _ledger.Adopt(Account(10_000m), 0);

        var drift = LedgerComparison.Of(_ledger, Account(equity), At, differsSinceUtc: null);

        Assert.Null(drift.Score);
        Assert.False(drift.IsNone);
    }

    [Fact]
    public void Of_ALegWithoutAMark_HasNoScoreAndIsNotCalledEqual()
    {
        _ledger.Adopt(Account(10_000m), 0);

        var drift = LedgerComparison.Of(_ledger, Account(10_000m, Leg(VenueBench.Btc, 0.1m) with { MarkPrice = default }), At, differsSinceUtc: null);

        Assert.Null(drift.Score);
        Assert.False(drift.IsNone);
    }

    [Fact]
    public void Of_ADifferenceThatLasts_KeepsWhenItBegan()
    {
        _ledger.Adopt(Account(10_000m), 0);

        Assert.Equal(At, LedgerComparison.Of(_ledger, Account(9_000m), At.AddMinutes(1), differsSinceUtc: At).SinceUtc);
    }

    private static VenuePosition Leg(Symbol symbol, decimal signed) => new()
    {
        Symbol = symbol,
        Direction = signed > 0m ? Direction.Long : Direction.Short,
        PositionSide = PositionSide.Both,
        Quantity = new Quantity(Math.Abs(signed)),
        EntryPrice = new Price(1_000m),
        MarkPrice = new Price(1_000m),
        UnrealisedPnl = Usd.Zero,
        Leverage = Leverage.One,
        Margin = Usd.Zero,
    };

    private static AccountSnapshot Account(decimal wallet, params VenuePosition[] positions) => new()
    {
        WalletBalance = new Usd(wallet),
        UnrealisedPnl = Usd.Zero,
        AvailableBalance = new Usd(wallet),
        NetTransfers = Usd.Zero,
        Positions = positions,
        AtUtc = At,
    };
}
