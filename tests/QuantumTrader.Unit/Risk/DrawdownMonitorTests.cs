using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

public class DrawdownMonitorTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly DrawdownMonitor _monitor = new(new DrawdownSettings(), DrawdownState.Empty);

    [Theory]
    [InlineData("900.0000000000000000000000001", DrawdownStatus.Normal)]
    [InlineData("900", DrawdownStatus.Suspected)]
    [InlineData("899.9999999999999999999999999", DrawdownStatus.Suspected)]
    [InlineData("700", DrawdownStatus.Suspected)]
    public void Observe_FirstReadingAtTheLimit_IsSuspectedNotTripped(string equity, DrawdownStatus expected)
    {
        See(_monitor, 1_000m, 0);

        var reading = See(_monitor, decimal.Parse(equity, System.Globalization.CultureInfo.InvariantCulture), 1_000);

        Assert.Equal(expected, reading.Status);
        Assert.False(reading.JustTripped);
    }

    [Fact]
    public void Observe_SecondReadingAfterTheDelay_TripsOnce()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 900m, 1_000);

        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, 900m, 1_249).Status);
        var trip = See(_monitor, 900m, 1_250);
        Assert.Equal((DrawdownStatus.Breached, true, DrawdownCause.Confirmed), (trip.Status, trip.JustTripped, trip.Cause));
        Assert.Equal(new Fraction(0.1m), trip.Drawdown);

        var after = See(_monitor, 2_000m, 9_000);
        Assert.Equal((DrawdownStatus.Breached, false, DrawdownCause.Confirmed), (after.Status, after.JustTripped, after.Cause));
    }

    [Theory]
    [InlineData(1_000, 10_000, 999)]
    [InlineData(1_000, 1_112, 1_000)]
    public void Observe_OneReadingFarTooHigh_IsNoPeakAndTheTruthAfterItNoFall(decimal before, decimal bad, decimal after)
    {
        See(_monitor, before, 0);
        See(_monitor, before, 1_000);
        See(_monitor, bad, 2_000);
        for (var ms = 3_000; ms <= 9_000; ms += 500)
        {
            var reading = See(_monitor, after, ms);
            Assert.Equal((DrawdownStatus.Normal, new Usd(before), new Usd(before)), (reading.Status, reading.Peak, reading.AllTimePeak));
        }
    }

    [Fact]
    public void Observe_AHeightThatLastsForTheDelay_IsThePeak()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 1_000m, 1_000);
        Assert.Equal((new Usd(1_000m), Fraction.Zero), (See(_monitor, 1_200m, 2_000) is var first ? first.Peak : null, first.Drawdown));
        Assert.Equal(new Usd(1_000m), See(_monitor, 1_200m, 2_249).Peak);
        Assert.Equal(new Usd(1_200m), See(_monitor, 1_250m, 2_250).Peak);

        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, 1_080m, 3_000).Status);
        Assert.Equal(DrawdownStatus.Breached, See(_monitor, 1_080m, 4_000).Status);
    }

    [Fact]
    public void Observe_SameReadingTwice_ConfirmsNothing()
    {
        var monitor = new DrawdownMonitor(new DrawdownSettings { ConfirmDelay = TimeSpan.Zero }, DrawdownState.Empty);
        See(monitor, 1_000m, 0);
        See(monitor, 900m, 1_000);

        Assert.Equal(DrawdownStatus.Suspected, See(monitor, 900m, 1_000).Status);
        Assert.Equal(DrawdownStatus.Breached, See(monitor, 900m, 1_001).Status);
    }

    [Fact]
    public void Observe_SuspicionClearedByTheNextReading_StartsAnew()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 850m, 1_000);

        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 950m, 1_300).Status);
        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, 850m, 5_000).Status);
    }

    [Fact]
    public void Observe_SuspicionUnreadableForThreeSeconds_Trips()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 850m, 1_000);

        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, null, 3_999).Status);
        var trip = See(_monitor, null, 4_000);
        Assert.Equal((DrawdownStatus.Breached, true, DrawdownCause.Unconfirmed), (trip.Status, trip.JustTripped, trip.Cause));
    }

    [Fact]
    public void Observe_OneUnreadableEquity_IsUnknownNotALoss()
    {
        See(_monitor, 1_000m, 0);

        var reading = See(_monitor, null, 1_000);

        Assert.Equal(DrawdownStatus.Unknown, reading.Status);
        Assert.Null(reading.Drawdown);
        Assert.Null(reading.Equity);
        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 1_000m, 1_500).Status);
    }

    [Theory]
    [InlineData(0, true, 1)]
    [InlineData(-5, true, 1.005)]
    [InlineData(-5, false, 1.005)]
    [InlineData(-100_000, true, 101)]
    public void Observe_ZeroOrNegativeEquity_IsSuspectedAtTheFirstMarkAndConfirmedByTheSecond(int equity, bool positionsOpen, double fall)
    {
        See(_monitor, 1_000m, 0);

        var first = See(_monitor, equity, 1_000, positionsOpen: positionsOpen);
        Assert.Equal((DrawdownStatus.Suspected, false, new Usd(equity)), (first.Status, first.JustTripped, first.Equity));
        Assert.Equal((new Fraction((decimal)fall), true, new Usd(1_000m)), (first.Drawdown, first.IsGap, first.Peak));
        var second = See(_monitor, equity, 1_250, positionsOpen: positionsOpen);

        Assert.Equal((DrawdownStatus.Breached, true, DrawdownCause.Confirmed), (second.Status, second.JustTripped, second.Cause));
    }

    [Fact]
    public void Observe_NegativeEquityOnce_IsClearedByTheNextReading()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, -5m, 1_000);

        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 1_000m, 1_250).Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Observe_ZeroOrNegativeEquityWherePositiveWasNeverSeen_IsUnknown(int equity)
    {
        var reading = See(_monitor, equity, 0, positionsOpen: false);

        Assert.Equal((DrawdownStatus.Unknown, null, null, null), (reading.Status, reading.Equity, reading.Peak, reading.DayOpenEquity));
        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 50m, 1_000).Status);
    }

    [Fact]
    public void Observe_EverythingWithdrawn_IsNoLoss()
    {
        See(_monitor, 1_000m, 0);

        Assert.Equal(DrawdownStatus.Unknown, See(_monitor, 0m, 1_000, transfers: -1_000m, positionsOpen: false).Status);
        Assert.Equal(DrawdownStatus.Unknown, See(_monitor, 0m, 60_000, positionsOpen: false).Status);
    }

    [Fact]
    public void Corroborate_NegativeEquityAtTheVenueToo_Trips()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, -5m, 1_000);

        var reading = _monitor.Corroborate(new Usd(-4m));

        Assert.Equal((DrawdownStatus.Breached, DrawdownCause.SecondSource), (reading.Status, reading.Cause));
    }

    [Fact]
    public void Observe_UnreadableForThreeSecondsWithPositions_Trips()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, null, 1_000);

        Assert.Equal(DrawdownStatus.Unknown, See(_monitor, null, 3_999).Status);
        var trip = See(_monitor, null, 4_000);
        Assert.Equal((DrawdownStatus.Breached, true, DrawdownCause.EquityUnknown), (trip.Status, trip.JustTripped, trip.Cause));
    }

    [Fact]
    public void Observe_UnreadableWithoutPositions_NeverTrips()
    {
        See(_monitor, 1_000m, 0);
        for (var second = 1; second < 100; second++)
        {
            Assert.Equal(DrawdownStatus.Unknown, See(_monitor, null, second * 1_000, positionsOpen: false).Status);
        }

        // The time with positions begins with the positions.
        Assert.Equal(DrawdownStatus.Unknown, See(_monitor, null, 100_000).Status);
    }

    [Fact]
    public void Observe_ConfirmImmediately_TripsOnTheFirstBarButNotOnOneFailedRead()
    {
        var monitor = new DrawdownMonitor(new DrawdownSettings { ConfirmImmediately = true }, DrawdownState.Empty);
        See(monitor, 1_000m, 0);

        Assert.Equal(DrawdownStatus.Unknown, See(monitor, null, 60_000).Status);
        Assert.True(See(monitor, 900m, 120_000).JustTripped);
    }

    [Fact]
    public void Observe_Profit_RaisesThePeak()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 1_200m, 1_000);
        See(_monitor, 1_200m, 1_500);

        Assert.Equal(new Usd(1_200m), _monitor.State.Peak);
        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, 1_080m, 2_000).Status);
    }

    [Fact]
    public void Observe_Deposit_IsNoProfitAndHidesNoLoss()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 950m, 1_000);

        var reading = See(_monitor, 1_950m, 2_000, transfers: 1_000m);

        Assert.Equal(new Usd(2_000m), reading.Peak);
        Assert.Equal(new Fraction(0.025m), reading.Drawdown);
        Assert.Equal(new Usd(2_000m), reading.DayOpenEquity);
        Assert.Equal(new Fraction(0.025m), reading.DailyLoss);
    }

    [Fact]
    public void Observe_Withdrawal_IsNoLoss()
    {
        See(_monitor, 1_000m, 0);

        var reading = See(_monitor, 400m, 1_000, transfers: -600m);

        Assert.Equal(DrawdownStatus.Normal, reading.Status);
        Assert.Equal((new Usd(400m), Fraction.Zero, Fraction.Zero), (reading.Peak, reading.Drawdown, reading.DailyLoss));
    }

    [Fact]
    public void Observe_TransferWhileUnreadable_IsNotForgotten()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, null, 500, transfers: -600m);

        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 400m, 1_000).Status);
    }

    [Fact]
    public void Observe_MoreWithdrawnThanThePeak_MeasuresFromTheNextEquity()
    {
        See(_monitor, 1_000m, 0);
        Assert.Null(See(_monitor, null, 500, transfers: -1_000m, positionsOpen: false).Peak);

        var reading = See(_monitor, 50m, 1_000);

        Assert.Equal((DrawdownStatus.Normal, new Usd(50m)), (reading.Status, reading.Peak));
    }

    [Fact]
    public void State_AfterARestart_RemembersTheFall()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 950m, 1_000);

        var restarted = new DrawdownMonitor(new DrawdownSettings(), _monitor.State);
        var reading = See(restarted, 900m, 10_000);

        Assert.Equal((DrawdownStatus.Suspected, new Usd(1_000m), new Usd(1_000m)), (reading.Status, reading.Peak, reading.DayOpenEquity));
        Assert.True(See(restarted, 900m, 11_000).JustTripped);
    }

    [Fact]
    public void Constructor_StoredPeakNotPositive_StartsFromTheFirstEquity()
    {
        var monitor = new DrawdownMonitor(new DrawdownSettings(), new DrawdownState(Usd.Zero, null, new Usd(-1m)));

        var reading = See(monitor, 10m, 0);

        Assert.Equal((DrawdownStatus.Normal, new Usd(10m), new Usd(10m)), (reading.Status, reading.Peak, reading.DayOpenEquity));
    }

    [Fact]
    public void Rebase_AfterATrip_MeasuresFromTheNewPeak()
    {
        Trip();

        _monitor.Rebase(new Usd(900m));

        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 900m, 60_000).Status);
        Assert.Equal(DrawdownStatus.Normal, See(_monitor, 811m, 61_000).Status);
        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, 810m, 62_000).Status);
    }

    [Fact]
    public void Rebase_EquityNotPositive_ThrowsAndStaysTripped()
    {
        Trip();

        Assert.Throws<ArgumentOutOfRangeException>(() => _monitor.Rebase(Usd.Zero));
        Assert.Equal(DrawdownStatus.Breached, See(_monitor, 1_000m, 60_000).Status);
    }

    [Fact]
    public void Keep_AfterATrip_TripsAgainWhileEquityIsStillAtTheLimit()
    {
        Trip();

        _monitor.Keep();

        Assert.Equal(DrawdownStatus.Suspected, See(_monitor, 900m, 60_000).Status);
        Assert.True(See(_monitor, 900m, 61_000).JustTripped);
    }

    [Fact]
    public void Observe_NewUtcDay_OpensWithItsFirstEquity()
    {
        See(_monitor, 1_000m, 0);
        var night = (int)TimeSpan.FromHours(12).TotalMilliseconds;

        Assert.Equal(new Usd(1_000m), See(_monitor, 980m, night - 1).DayOpenEquity);
        Assert.Null(See(_monitor, null, night, positionsOpen: false).DayOpenEquity);
        Assert.Equal(new Usd(970m), See(_monitor, 970m, night + 1).DayOpenEquity);
        Assert.Equal(new Usd(970m), See(_monitor, 960m, night - 1).DayOpenEquity);
        Assert.Equal(new Fraction(0.1m), See(_monitor, 873m, night + 2).DailyLoss);
    }

    private void Trip()
    {
        See(_monitor, 1_000m, 0);
        See(_monitor, 900m, 1_000);
        Assert.True(See(_monitor, 900m, 2_000).JustTripped);
    }

    private static DrawdownReading See(DrawdownMonitor monitor, decimal? equity, int ms, decimal transfers = 0m, bool positionsOpen = true) =>
        monitor.Observe(new EquityObservation
        {
            Equity = equity is { } amount ? new Usd(amount) : null,
            NetTransfers = new Usd(transfers),
            PositionsOpen = positionsOpen,
            Limit = new Fraction(0.10m),
            AllTimeLimit = new Fraction(0.20m),
            AtUtc = Start.AddMilliseconds(ms),
        });
}
