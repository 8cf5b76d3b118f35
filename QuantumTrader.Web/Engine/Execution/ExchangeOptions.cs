namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Which venue; paper is the default.</summary>
public sealed class ExchangeOptions
{
    public const string Section = "Exchange";

    /// <summary>Paper or Binance.</summary>
    public string Provider { get; set; } = "Paper";

    /// <summary>Rehearsal, Testnet or Live; must be empty with Paper.</summary>
    public string Environment { get; set; } = "";
}
