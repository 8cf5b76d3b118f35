namespace QuantumTrader.FakeVenue.Market;

/// <summary>Where a symbol's bars come from, oldest first.</summary>
public interface IBarSource
{
    string Symbol { get; }

    /// <returns>False when there are no more.</returns>
    bool TryTake(out Bar bar);
}
