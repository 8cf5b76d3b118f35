namespace QuantumTrader.Domain.Execution;

/// <summary>Why we send an order. Only <see cref="Entry"/> may add risk.</summary>
public enum OrderPurpose
{
    Entry,
    StopLoss,
    TakeProfit,
    PartialTakeProfit,
    Exit,
    Emergency,
}
