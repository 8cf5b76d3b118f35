using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>What must survive a restart, or the fall before it is forgotten.</summary>
/// <param name="Peak">The highest equity since the last rebase, moved by transfers; null before the first reading.</param>
/// <param name="DayUtc">The UTC day that <paramref name="DayOpenEquity"/> belongs to.</param>
/// <param name="DayOpenEquity">The equity that this day began with, moved by transfers.</param>
public sealed record DrawdownState(Usd? Peak, DateOnly? DayUtc, Usd? DayOpenEquity)
{
    public static readonly DrawdownState Empty = new(null, null, null);

    /// <summary>The highest equity ever, moved by transfers; null in states from before it was kept: the peak then counts.</summary>
    public Usd? AllTimePeak { get; init; }

    /// <summary>When the monitor last tripped; null when it never did.</summary>
    public DateTimeOffset? TrippedAtUtc { get; init; }

    /// <summary>When a reset last cleared a trip; null when none did.</summary>
    public DateTimeOffset? ClearedAtUtc { get; init; }

    /// <summary>The UTC day on which the daily loss reached its limit last.</summary>
    public DateOnly? DailyLimitOn { get; init; }

    /// <summary>The UTC day on which the daily loss started the emergency stop last: once a day is enough.</summary>
    public DateOnly? DailyStopOn { get; init; }

    /// <summary>The instant from which <see cref="Transfers"/> counts, by the venue; null where the venue's transfers have no such instant.</summary>
    public DateTimeOffset? TransfersSinceUtc { get; init; }

    /// <summary>Deposits less withdrawals since then that are in the peaks and in the day's opening already.</summary>
    public Usd Transfers { get; init; }

    /// <summary>A trip that no reset has cleared.</summary>
    public bool IsTripped => TrippedAtUtc is { } tripped && !(ClearedAtUtc >= tripped);
}
