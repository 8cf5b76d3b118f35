using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>What the engine itself allows: halted until it is reconciled with the venue; the emergency stands above it.</summary>
public sealed class ModeState
{
    public TradingMode Mode { get; private set; } = TradingMode.Halted;

    /// <summary>The tightest mode that others ask for; null asks for none.</summary>
    public Func<TradingMode>? Floor { get; set; }

    /// <summary>The tighter of the engine's own mode and what others ask for.</summary>
    public TradingMode Allowed => Floor?.Invoke() is { } floor && floor > Mode ? floor : Mode;

    public DateTimeOffset? SinceUtc { get; private set; }

    public string By { get; private set; } = "start-up";

    public string Reason { get; private set; } = "The engine has not been reconciled with the venue yet.";

    public void Set(TradingMode mode, DateTimeOffset atUtc, string by, string reason)
    {
        if (mode != Mode || by != By)
        {
            (Mode, SinceUtc, By, Reason) = (mode, atUtc, by, reason);
        }
    }
}
