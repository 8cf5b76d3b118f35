namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What the app said of itself, showed and sent while the venue was away.</summary>
public sealed record AwayFacts(string Health, string Shown, int OrdersSent);
