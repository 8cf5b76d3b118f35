namespace QuantumTrader.Domain.Alerts;

/// <summary>How soon somebody has to look. The order counts: a higher one is worse.</summary>
public enum AlertSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Look today; the engine copes.</summary>
    Warning,

    /// <summary>Look now: money or safety is at stake.</summary>
    Critical,
}
