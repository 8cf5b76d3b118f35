using QuantumTrader.Domain.Risk.Governor;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>How the venue answers questions: well, now and then, or not any more.</summary>
public sealed class VenueHealth
{
    private const int DownFrom = 3;
    private bool _wasHeard;

    /// <summary>Questions in a row that failed.</summary>
    public int Failures { get; private set; }

    public ComponentState State =>
        Failures >= DownFrom ? ComponentState.Down
        : Failures > 0 ? ComponentState.Degraded
        : _wasHeard ? ComponentState.Ok
        : ComponentState.Unknown;

    public void Note(bool isOk) => (Failures, _wasHeard) = (isOk ? 0 : Math.Min(Failures + 1, DownFrom), _wasHeard || isOk);
}
