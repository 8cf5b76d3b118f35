namespace QuantumTrader.Infrastructure.Execution.Binance.Codes;

/// <summary>One error code of the venue and what follows from it.</summary>
/// <param name="Code">Negative.</param>
/// <param name="Meaning">A few words.</param>
/// <param name="OnChange">For calls that send, change or cancel.</param>
/// <param name="OnRead">For questions.</param>
public readonly record struct BinanceCode(int Code, string Meaning, Reaction OnChange, Reaction OnRead);
