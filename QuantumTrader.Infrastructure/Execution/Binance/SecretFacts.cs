namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>What may be told of the keys in the encrypted file.</summary>
/// <param name="KeyEnd">The last four characters of the API key, by which people tell keys apart; a mask when it is too short for that.</param>
/// <param name="SinceUtc">When they were written.</param>
public sealed record SecretFacts(string KeyEnd, DateTimeOffset SinceUtc);
