namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>A conditional order that triggered: the regular order that it became has another number and another client id.</summary>
/// <param name="AlgoId">The conditional order's number.</param>
/// <param name="ClientAlgoId">Our id.</param>
/// <param name="OrderType">The conditional order's kind, in the venue's words.</param>
/// <param name="TriggerPrice">Null when it is not known.</param>
public sealed record AlgoOrigin(long AlgoId, string ClientAlgoId, string OrderType, decimal? TriggerPrice);
