namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>Has a word about new risk. Pure: the same facts give the same directive; it allocates nothing and asks nobody.</summary>
public interface ISafetyModule
{
    SafetyModule Seat { get; }

    /// <summary>May throw: that denies, like an answer that never came.</summary>
    Directive Decide(in ModuleFacts facts);
}
