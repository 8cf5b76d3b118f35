using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>One position that a person must close at the venue; immutable.</summary>
public sealed record ManualCloseItem
{
    public required Symbol Symbol { get; init; }
    public required PositionSide Side { get; init; }
    public required Direction Direction { get; init; }
    public required Quantity Quantity { get; init; }
    public required Price Entry { get; init; }

    /// <summary>Since when it must be closed by hand.</summary>
    public required DateTimeOffset SinceUtc { get; init; }

    /// <summary>Why it cannot be closed from here, in words.</summary>
    public required string Why { get; init; }

    /// <summary>When the venue last told that it is there, by a reading or by the fill that opened it; null: by the ledger alone.</summary>
    public DateTimeOffset? KnownAtUtc { get; init; }

    /// <summary>Null while it must be closed.</summary>
    public ManualCloseEnd? End { get; init; }

    public DateTimeOffset? EndedAtUtc { get; init; }

    /// <summary>Who said to have seen it closed; says nothing of the ledger.</summary>
    public string? SeenClosedBy { get; init; }

    public DateTimeOffset? SeenClosedAtUtc { get; init; }

    /// <summary>What speaks against what a person said; null: nothing does.</summary>
    public string? Doubt { get; init; }

    /// <summary>Nobody and nothing says that it is closed.</summary>
    public bool NeedsHand => End is null && SeenClosedBy is null;
}
