namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

internal enum StreamFrameKind
{
    /// <summary>Not understood.</summary>
    Garbage,
    Event,

    /// <summary>To a command of ours.</summary>
    Answer,

    /// <summary>A command of ours was refused.</summary>
    Refusal,
}
