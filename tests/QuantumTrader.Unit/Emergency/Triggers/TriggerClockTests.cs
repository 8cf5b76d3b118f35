using QuantumTrader.Domain.Emergency.Triggers;

namespace QuantumTrader.Unit.Emergency.Triggers;

/// <summary>A clock that is set back must not put a trigger off until it has caught up.</summary>
public sealed class TriggerClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void Confirmation_ClockSetBack_ConfirmsAfterTheDelay()
    {
        var confirmation = new Confirmation();
        Assert.False(confirmation.IsConfirmed(true, Start, Delay));
        Assert.False(confirmation.IsConfirmed(true, Start.AddHours(-1), Delay));

        Assert.True(confirmation.IsConfirmed(true, Start.AddHours(-1).AddSeconds(1), Delay));
    }

    [Fact]
    public void SystemHealth_ClockSetBack_RunsAfterItsTime()
    {
        var trigger = new SystemHealthTrigger(TimeSpan.FromMinutes(1));
        Assert.Equal(TriggerVerdict.ReduceOnly, trigger.Evaluate(At(0)));
        Assert.Equal(TriggerVerdict.ReduceOnly, trigger.Evaluate(At(-3_600)));

        Assert.Equal(TriggerVerdict.Run, trigger.Evaluate(At(-3_540)));
    }

    private static TriggerFacts At(int seconds) => new() { NowUtc = Start.AddSeconds(seconds), CriticalCause = "it burns" };
}
