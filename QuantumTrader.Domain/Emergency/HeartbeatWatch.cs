namespace QuantumTrader.Domain.Emergency;

/// <summary>
/// Tells a silent engine from one that lives, by the watcher's own clock alone. Pure. It calls an engine silent only after it has seen that
/// engine beat, or its process; never while beats come, never after an end on purpose, never for one that
/// stands by.
/// </summary>
/// <param name="silenceMax">How long no beat may come. Greater than zero.</param>
public sealed class HeartbeatWatch(TimeSpan silenceMax)
{
    private Heartbeat? _last;
    private TimeSpan _since;
    private TimeSpan? _lookedAt;
    private bool _wasSeen;

    /// <summary>How long the last beat has been the last one.</summary>
    public TimeSpan Silence { get; private set; }

    /// <param name="beat">The newest; null when there is none to read.</param>
    /// <param name="aliveProcess">The process that holds the data directory, when it is there; null when it is not. One that never wrote these beats says nothing about them.</param>
    /// <param name="now">Of a clock that only goes forward.</param>
    public WatchVerdict Look(Heartbeat? beat, int? aliveProcess, TimeSpan now)
    {
        // Who watches was held up itself: what it did not see proves nothing.
        var wasHeldUp = _lookedAt is { } before && !(now - before <= silenceMax / 2);
        _lookedAt = now;
        if (beat != _last || wasHeldUp)
        {
            _wasSeen = beat is not null && _last?.ProcessId == beat.Value.ProcessId && (_wasSeen || beat.Value.Count > _last.Value.Count);
            (_last, _since) = (beat, now);
        }

        _wasSeen |= beat is { ProcessId: var beating } && beating == aliveProcess;

        Silence = now - _since;
        return beat switch
        {
            null => WatchVerdict.NoEngine,
            { State: HeartbeatState.Ended } => WatchVerdict.Ended,
            { State: HeartbeatState.StandingBy } => WatchVerdict.StandsBy,
            _ when !_wasSeen => WatchVerdict.NoEngine,
            _ => Silence < silenceMax ? WatchVerdict.Lives : WatchVerdict.Silent,
        };
    }
}

/// <summary>What a watcher makes of the engine.</summary>
public enum WatchVerdict
{
    /// <summary>None was seen to run.</summary>
    NoEngine,

    /// <summary>Beats come, or it is too early to say that none come.</summary>
    Lives,

    /// <summary>Another process looks after the account.</summary>
    StandsBy,

    /// <summary>It was ended on purpose.</summary>
    Ended,

    /// <summary>It should beat and does not: the account has nobody.</summary>
    Silent,
}
