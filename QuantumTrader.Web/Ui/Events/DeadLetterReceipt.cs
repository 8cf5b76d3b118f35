namespace QuantumTrader.Web.Ui.Events;

/// <summary>What a retry came to.</summary>
/// <param name="Handled">How many were handled now and are gone from the list.</param>
/// <param name="Failed">How many failed again and stay.</param>
public sealed record DeadLetterReceipt(int Handled, int Failed);
