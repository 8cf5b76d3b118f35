namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>
/// One condition under which trading is limited or stopped. Looked at several times a second on the engine's thread; a look allocates
/// nothing. One that throws limits trading, and stops it when it goes on throwing.
/// </summary>
public interface ITrigger
{
    /// <summary>One of <see cref="TriggerCodes"/>; also the owner of what it holds.</summary>
    string Code { get; }

    TriggerVerdict Evaluate(in TriggerFacts now);

    /// <summary>Why, in one line for people, with the numbers; asked when a verdict changes.</summary>
    string Explain(in TriggerFacts now);

    /// <summary>A person allowed trading again: what was counted before counts no longer.</summary>
    void OnReset(in TriggerFacts now)
    {
    }
}
