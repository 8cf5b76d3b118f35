namespace QuantumTrader.Domain.Alerts;

/// <summary>For the badge.</summary>
public interface IAlertCount
{
    /// <summary>Alerts of this instance that are open; waits for nobody.</summary>
    int OpenCount { get; }
}
