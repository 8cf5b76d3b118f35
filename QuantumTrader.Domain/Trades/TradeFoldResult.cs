namespace QuantumTrader.Domain.Trades;

/// <summary>What one event did to one trade.</summary>
/// <param name="Before">Null when the trade was not known.</param>
/// <param name="After">The same instance as <paramref name="Before"/> unless the event was applied.</param>
/// <param name="Kind">Null for an event that is not a trade's.</param>
/// <param name="Why">For <see cref="TradeFoldOutcome.Illegal"/>: one line for the log and the operator.</param>
public readonly record struct TradeFoldResult(TradeFoldOutcome Outcome, TradeState? Before, TradeState? After, TradeEventKind? Kind, string? Why)
{
    /// <summary>True for the event with which the trade came to hold a position for the first time.</summary>
    public bool IsOpening => Outcome == TradeFoldOutcome.Applied && Kind != TradeEventKind.Recovered && Before?.OpenedAtUtc is null && After?.OpenedAtUtc is not null;

    /// <summary>True for the event with which a position ended and its result is known; never for what was found not to be at the venue.</summary>
    public bool IsClosing => Outcome == TradeFoldOutcome.Applied && Before?.Phase != TradePhase.Closed && After is { Phase: TradePhase.Closed, QuantityUnexplained.IsPositive: false };
}
