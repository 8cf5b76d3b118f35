namespace QuantumTrader.Web.Engine.Signals;

/// <summary>Which model decides.</summary>
public sealed class SignalsOptions
{
    public const string Section = "Signals";

    /// <summary>rule-trend: the built-in trend rule. Refused in Live.</summary>
    [System.ComponentModel.DataAnnotations.RegularExpression("^rule-trend$", ErrorMessage = "Signals:Model must be rule-trend; this version has no other.")]
    public string Model { get; set; } = "rule-trend";
}
