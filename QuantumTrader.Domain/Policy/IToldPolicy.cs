namespace QuantumTrader.Domain.Policy;

/// <summary>Which policy the journal was told of last, also by an earlier process, so that a start tells only of one that is new.</summary>
public interface IToldPolicy
{
    /// <summary>True when this very policy was told; false when another was, or nobody knows.</summary>
    bool Holds(TradingPolicy policy);

    /// <summary>After it was journaled. Best effort: what is not noted is told once more.</summary>
    Task NoteAsync(TradingPolicy policy);
}
