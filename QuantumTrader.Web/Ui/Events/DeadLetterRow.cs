namespace QuantumTrader.Web.Ui.Events;

/// <summary>An event that a subscriber kept failing on.</summary>
/// <param name="Subscriber">Who failed.</param>
/// <param name="EventName">Such as trade.opened.</param>
/// <param name="Sequence">Its place in the journal.</param>
/// <param name="AtUtc">When it was set aside; null when that is not known.</param>
/// <param name="Why">What the subscriber said last.</param>
/// <param name="Tries">How often it was tried.</param>
public sealed record DeadLetterRow(string Subscriber, string EventName, long Sequence, DateTimeOffset? AtUtc, string Why, int Tries);
