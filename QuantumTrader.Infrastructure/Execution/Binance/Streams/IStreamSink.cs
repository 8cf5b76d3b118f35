namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Takes what a line receives. During a rotation two connections call it at the same time, and both bring the same.</summary>
internal interface IStreamSink
{
    /// <summary>One event, without its envelope; the bytes are only valid during the call.</summary>
    /// <returns>False: it could not be understood.</returns>
    bool OnData(ReadOnlySpan<byte> data);

    /// <summary>After each frame; a line whose sink is full reads no further, so that nothing is lost but time.</summary>
    ValueTask WaitForRoomAsync(CancellationToken stopping);

    /// <summary>Connected after a cut, or for the first time; what was sent meanwhile is lost. A rotation is no cut.</summary>
    void OnUp();

    void OnDown(string cause);
}
