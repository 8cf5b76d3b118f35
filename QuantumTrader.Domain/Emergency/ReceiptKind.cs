namespace QuantumTrader.Domain.Emergency;

public enum ReceiptKind
{
    /// <summary>A regular order is taken away.</summary>
    CancelOrder,

    /// <summary>A conditional order is taken away.</summary>
    CancelConditional,

    /// <summary>A position is closed, with as many orders as it takes.</summary>
    ClosePosition,
}
