namespace QuantumTrader.Domain.Risk;

/// <summary>How patient the drawdown monitor is.</summary>
public sealed record DrawdownSettings
{
    /// <summary>A second reading at the limit, at least this much later, confirms the first.</summary>
    public TimeSpan ConfirmDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A suspicion that nothing cleared, or an equity that nobody could read, trips after this time.</summary>
    public TimeSpan UnresolvedMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For bar-driven operation, where the next reading is a minute away: the first reading at the limit trips.</summary>
    public bool ConfirmImmediately { get; init; }
}
