using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>An open order with what its next execution depends on.</summary>
/// <param name="Order">As the venue tells it.</param>
/// <param name="FilledValue">Price times quantity over all its fills so far.</param>
/// <param name="IsTriggered">A conditional order that has become a regular one.</param>
/// <param name="WasPartial">Its one partial fill has happened; the next takes all that is left.</param>
public sealed record PaperOrderState(VenueOrder Order, Usd FilledValue, bool IsTriggered, bool WasPartial);
