using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>
/// What the engine itself allows: halted until it is reconciled with the venue; the emergency stands above it. Any number of owners may
/// hold it at reduce-only at once, and each lifts its own hold alone.
/// </summary>
public sealed class ModeState
{
    private readonly List<ReduceOnlyHold> _holds = []; // bounded by the owners, which are parts of the program
    private TradingMode _duty = TradingMode.Halted;
    private DateTimeOffset? _dutySinceUtc;
    private string _dutyBy = "start-up";
    private string _dutyReason = "The engine has not been reconciled with the venue yet.";

    /// <summary>The tightest of what the engine's duty allows and all holds.</summary>
    public TradingMode Mode => _holds.Count > 0 && _duty == TradingMode.Active ? TradingMode.ReduceOnly : _duty;

    /// <summary>The tightest mode that others ask for; null asks for none.</summary>
    public Func<TradingMode>? Floor { get; set; }

    /// <summary>The tighter of the engine's own mode and what others ask for.</summary>
    public TradingMode Allowed => Floor?.Invoke() is { } floor && floor > Mode ? floor : Mode;

    public DateTimeOffset? SinceUtc => Oldest?.SinceUtc ?? _dutySinceUtc;

    public string By => Oldest?.Owner ?? _dutyBy;

    public string Reason => Oldest?.Reason ?? _dutyReason;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<ReduceOnlyHold> Holds => _holds;

    /// <summary>The hold that explains the mode; null when the duty does.</summary>
    private ReduceOnlyHold? Oldest => _duty == TradingMode.Active && _holds.Count > 0 ? _holds[0] : null;

    /// <summary>What leading, standing by or going on alone allows. Holds stay as they are.</summary>
    public void Set(TradingMode mode, DateTimeOffset atUtc, string by, string reason)
    {
        if (mode != _duty || by != _dutyBy)
        {
            (_duty, _dutySinceUtc, _dutyBy, _dutyReason) = (mode, atUtc, by, reason);
        }
    }

    /// <summary>True when it is new; one that its owner holds already keeps its beginning and its reason, and takes the other end.</summary>
    public bool Hold(string owner, string reason, DateTimeOffset atUtc, DateTimeOffset? untilUtc = null)
    {
        var at = IndexOf(owner);
        if (at < 0)
        {
            _holds.Add(new ReduceOnlyHold(owner, reason, atUtc, untilUtc));
            return true;
        }

        if (_holds[at].UntilUtc != untilUtc)
        {
            _holds[at] = _holds[at] with { UntilUtc = untilUtc };
        }

        return false;
    }

    public bool IsHeldBy(string owner) => IndexOf(owner) >= 0;

    /// <summary>False when the owner held nothing.</summary>
    public bool Lift(string owner)
    {
        var at = IndexOf(owner);
        if (at >= 0)
        {
            _holds.RemoveAt(at);
        }

        return at >= 0;
    }

    /// <summary>Ends the holds whose time is over.</summary>
    public void Expire(DateTimeOffset nowUtc)
    {
        for (var i = _holds.Count - 1; i >= 0; i--)
        {
            if (nowUtc >= _holds[i].UntilUtc)
            {
                _holds.RemoveAt(i);
            }
        }
    }

    private int IndexOf(string owner)
    {
        for (var i = 0; i < _holds.Count; i++)
        {
            if (string.Equals(_holds[i].Owner, owner, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
