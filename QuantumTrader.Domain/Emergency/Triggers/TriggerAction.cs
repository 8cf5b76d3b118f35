namespace QuantumTrader.Domain.Emergency.Triggers;

/// <summary>What a trigger asks for; several at once are possible.</summary>
[Flags]
public enum TriggerAction
{
    None = 0,

    /// <summary>People are told, once.</summary>
    Page = 1,

    /// <summary>Nothing is opened in one symbol for a while.</summary>
    PauseSymbol = 2,

    /// <summary>Nothing is opened anywhere, as long as it is asked for.</summary>
    ReduceOnly = 4,

    /// <summary>The emergency stop.</summary>
    Run = 8,
}
