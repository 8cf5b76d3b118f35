using System.Globalization;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

/// <summary>The second limit, the tiers, gaps, the second source, and what a restart remembers.</summary>
public class DrawdownLimitsTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly DrawdownMonitor _monitor = new(new DrawdownSettings(), DrawdownState.Empty);

    [Theory]
    [InlineData("940.01", DrawdownTier.None)]
    [InlineData("940", DrawdownTier.Caution)]
    [InlineData("920.01", DrawdownTier.Caution)]
    [InlineData("920", DrawdownTier.Warning)]
    [InlineData("900.01", DrawdownTier.Warning)]
    [InlineData("900", DrawdownTier.Limit)]
    public void Tier_OfTheWayToTheLimit_IsSixtyAndEightyPerCent(string equity, DrawdownTier expected)
    {
        See(_monitor, 1_000m, 0);

        Assert.Equal(expected, See(_monitor, decimal.Parse(equity, CultureInfo.InvariantCulture), 1_000).Tier);
    }

    [Fact]
    public void AllTimeLimit_AfterRebases_IsMeasuredFromTheHighestEver()
    {
        See(_monitor, 1_000m, 0);
        Fall(900m, 1_000);
        _monitor.Rebase(new Usd(900m));
        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 820m, 10_000).Status);
        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 811m, 11_000).Status);
        _monitor.Rebase(new Usd(811m));

        Assert.Equal((DrawdownStatus.Normal, DrawdownTier.Warning), (See(_monitor, 800.01m, 20_000).Status, See(_monitor, 800.01m, 20_000).Tier));
        var suspected = See(_monitor, 800m, 21_000);
        var tripped = See(_monitor, 800m, 22_000);

        Assert.Equal((DrawdownStatus.Suspected, DrawdownLimitKind.AllTime), (suspected.Status, suspected.LimitReached));
        Assert.True(tripped.JustTripped);
        Assert.Equal((new Fraction(0.2m), new Usd(1_000m), new Usd(811m)), (tripped.AllTimeDrawdown, tripped.AllTimePeak, tripped.Peak));
    }

    [Fact]
    public void AllTimePeak_Transfers_MoveItToo()
    {
        See(_monitor, 1_000m, 0);
        var reading = See(_monitor, 500m, 1_000, transfers: -500m);

        Assert.Equal((DrawdownStatus.Normal, new Usd(500m)), (reading.Status, reading.AllTimePeak));
        Assert.Equal(new Usd(1_500m), See(_monitor, 1_500m, 2_000, transfers: 1_000m).AllTimePeak);
    }

    [Fact]
    public void AllTimePeak_NotInAnOlderState_IsThePeak() =>
        Assert.Equal(new Usd(1_000m), See(new DrawdownMonitor(new DrawdownSettings(), new DrawdownState(new Usd(1_000m), null, null)), 950m, 0).AllTimePeak);

    [Theory]
    [InlineData(890, false)]
    [InlineData(889.99, true)]
    [InlineData(700, true)]
    public void Gap_FirstReadingPastElevenPerCent_IsReportedAsOne(double first, bool isGap)
    {
        See(_monitor, 1_000m, 0);
        var trip = Fall((decimal)first, 1_000);

        Assert.Equal((isGap, new Usd((decimal)first)), (trip.IsGap, trip.FirstAtLimit));
    }

    [Fact]
    public void Gap_SlidePastElevenPerCentAfterTheFirstReading_IsNone()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 899m, 1_000);
        var trip = See(_monitor, 800m, 2_000);

        Assert.Equal((true, false), (trip.JustTripped, trip.IsGap));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    public void Limit_NotAShare_CountsAsReached(int limit)
    {
        See(_monitor, 1_000m, 0);

        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, 1_000m, 1_000, limit: limit).Status);
    }

    [Theory]
    [InlineData(900, true)]
    [InlineData(901, false)]
    [InlineData(0, true)]
    [InlineData(null, false)]
    public void Corroborate_TheSecondSource_ConfirmsOnlyInAgreement(int? there, bool trips)
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 890m, 1_000);

        var reading = _monitor.Corroborate(there is { } amount ? new Usd(amount) : null);

        Assert.Equal(trips, reading.JustTripped);
        Assert.Equal(trips ? DrawdownStatus.Breached : DrawdownStatus.Suspected, See(_monitor, 890m, 1_100).Status);
        Assert.Equal(trips ? DrawdownCause.SecondSource : null, See(_monitor, 890m, 1_100).Cause);
    }

    [Fact]
    public void Corroborate_NothingIsSuspected_ConfirmsNothing()
    {
        See(_monitor, 1_000m, 0);

        Assert.Equal((DrawdownStatus.Normal, false), (_monitor.Corroborate(new Usd(1m)).Status, _monitor.State.IsTripped));
    }

    [Fact]
    public void Restart_AfterATripThatNobodyReset_TripsAgainAtOnceWhateverEquityIs()
    {
        See(_monitor, 1_000m, 0);
        Fall(850m, 1_000);

        var reading = See(new DrawdownMonitor(new DrawdownSettings(), _monitor.State), 2_000m, 60_000);

        Assert.Equal((true, DrawdownCause.Remembered), (reading.JustTripped, reading.Cause));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Restart_AfterAReset_RemembersNoTrip(bool rebased)
    {
        See(_monitor, 1_000m, 0);
        Fall(850m, 1_000);
        if (rebased)
        {
            _monitor.Rebase(new Usd(850m));
        }
        else
        {
            _monitor.Keep();
        }

        Assert.False(_monitor.State.IsTripped);
        Assert.Equal(DrawdownStatus.Normal, See(new DrawdownMonitor(new DrawdownSettings(), _monitor.State), 990m, 60_000).Status);
    }

    [Fact]
    public void State_TripThenResetThenTrip_IsTripped()
    {
        See(_monitor, 1_000m, 0);
        Fall(850m, 1_000);
        _monitor.Rebase(new Usd(850m));
        Fall(700m, 10_000);

        Assert.True(_monitor.State.IsTripped);
    }

    private DrawdownReading Fall(decimal equity, int ms)
    {
        See(_monitor, equity, ms);
        return See(_monitor, equity, ms + 1_000);
    }

    private static DrawdownReading See(DrawdownMonitor monitor, decimal equity, int ms, decimal transfers = 0m, decimal limit = 0.10m) =>
        monitor.Observe(new EquityObservation
        {
            Equity = new Usd(equity),
            NetTransfers = new Usd(transfers),
            PositionsOpen = true,
            Limit = new Fraction(limit),
            AllTimeLimit = new Fraction(0.20m),
            AtUtc = Start.AddMilliseconds(ms),
        });
}
