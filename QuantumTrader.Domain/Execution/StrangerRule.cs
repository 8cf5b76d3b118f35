namespace QuantumTrader.Domain.Execution;

/// <summary>What is done about a position that no order of ours explains.</summary>
public enum StrangerRule
{
    /// <summary>Shown and not touched; its symbol takes no entry while it is held.</summary>
    LeaveAlone,

    /// <summary>It becomes a trade with a conservative stop and is ended like any other. Of traded symbols alone: the rest cannot be protected.</summary>
    Adopt,
}
