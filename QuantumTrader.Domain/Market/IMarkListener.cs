namespace QuantumTrader.Domain.Market;

/// <summary>Called on the engine's scheduler.</summary>
public interface IMarkListener
{
    /// <param name="marks">The symbols with a new mark since the last call, each once; valid only during the call.</param>
    void OnMarks(ReadOnlySpan<MarkReading> marks);
}
