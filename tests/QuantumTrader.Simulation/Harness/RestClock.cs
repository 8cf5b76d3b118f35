using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Simulation.Harness;

/// <summary>How long a stop takes to end flat once everything works: from the heal, or from the stop when that came later.</summary>
internal sealed class RestClock
{
    private DateTimeOffset? _sinceUtc;

    /// <summary>Null when no stop was under way in a healed world.</summary>
    public TimeSpan? Worst { get; private set; }

    /// <summary>Asked after each step of a healed world.</summary>
    public void Look(SimulatedProcess process, SurvivingStores stores)
    {
        var isUnderWay = process.Engine?.Emergency.Record is { } record
            ? !record.IsRunOver
            : !process.IsStarted && stores.Latch.Read() is LatchFileRead.Latched { Record.IsRunOver: false };
        if (isUnderWay)
        {
            _sinceUtc ??= process.NowUtc;
        }
        else if (_sinceUtc is { } since)
        {
            var took = process.NowUtc - since;
            (Worst, _sinceUtc) = (took > Worst ? took : Worst ?? took, null);
        }
    }
}
