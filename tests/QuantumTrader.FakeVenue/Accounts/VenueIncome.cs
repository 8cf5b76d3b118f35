namespace QuantumTrader.FakeVenue;

/// <summary>
/// One change of a wallet, in USDT where nothing else is said: REALIZED_PNL, COMMISSION, FUNDING_FEE, TRANSFER, INSURANCE_CLEAR. The sum of
/// those in USDT is the wallet less its start.
/// </summary>
public sealed record VenueIncome(string Type, string Symbol, decimal Amount, long TimeMs, long TransactionId, long? TradeId, string Asset = "USDT");
