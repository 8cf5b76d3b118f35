using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

/// <summary>A clock that is set back must not put the stop off until it has caught up.</summary>
public sealed class DrawdownClockTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly DrawdownMonitor _monitor = new(new DrawdownSettings(), DrawdownState.Empty);

    [Fact]
    public void Observe_ClockSetBackAfterTheFirstReading_TripsAfterTheDelayAllTheSame()
    {
        See(1_000m, 0);
        See(850m, 1_000);

        Assert.Equal(DrawdownStatus.Suspected, See(850m, -3_600_000).Status);
        Assert.True(See(850m, -3_599_000).JustTripped);
    }

    [Fact]
    public void Observe_ClockSetBackWhileSuspectedAndUnreadable_TripsAfterItsTimeAllTheSame()
    {
        See(1_000m, 0);
        See(850m, 1_000);

        Assert.Equal(DrawdownStatus.Suspected, See(null, -3_600_000).Status);
        Assert.True(See(null, -3_597_000).JustTripped);
    }

    [Fact]
    public void Observe_ClockSetBackWhileUnreadable_TripsAfterItsTimeAllTheSame()
    {
        See(1_000m, 0);
        See(null, 1_000);

        Assert.Equal(DrawdownStatus.Unknown, See(null, -3_600_000).Status);
        Assert.True(See(null, -3_597_000).JustTripped);
    }

    [Fact]
    public void Observe_StoredDayIsFarInTheFuture_TheDayBeginsToday()
    {
        _monitor.Restore(new DrawdownState(new Usd(1_000m), new DateOnly(2030, 1, 1), new Usd(500m)));

        Assert.Equal(new Usd(1_000m), See(1_000m, 0).DayOpenEquity);
        Assert.Equal(new DateOnly(2025, 3, 4), _monitor.State.DayUtc);
    }

    [Fact]
    public void Observe_ClockSetBackOverMidnight_KeepsTheLaterDay()
    {
        See(1_000m, 12 * 3_600_000);
        See(960m, (12 * 3_600_000) + 1_000);

        Assert.Equal(new Usd(1_000m), See(960m, (12 * 3_600_000) - 5_000).DayOpenEquity);
    }

    private DrawdownReading See(decimal? equity, int ms) => _monitor.Observe(new EquityObservation
    {
        Equity = equity is { } known ? new Usd(known) : null,
        PositionsOpen = true,
        Limit = new Fraction(0.10m),
        AllTimeLimit = new Fraction(0.20m),
        AtUtc = Start.AddMilliseconds(ms),
    });
}
