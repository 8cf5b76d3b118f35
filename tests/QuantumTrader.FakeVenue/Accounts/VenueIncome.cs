namespace QuantumTrader.FakeVenue;

/// <summary>One change of the wallet, USDT: REALIZED_PNL, COMMISSION, FUNDING_FEE, TRANSFER, INSURANCE_CLEAR. Their sum is the wallet less its start.</summary>
public sealed record VenueIncome(string Type, string Symbol, decimal Amount, long TimeMs, long TransactionId, long? TradeId);
