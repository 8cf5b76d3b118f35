namespace QuantumTrader.Web.Engine.Execution;

/// <summary>The configuration section "Live": what real money needs beside <c>Exchange:Environment</c> = Live.</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>The second word that real money is meant. Wrong in every other environment.</summary>
    public bool Enabled { get; set; }

    /// <summary>The most margin that live trading may bind, and what sizes are reckoned from where equity is more; USD, above 0 for live trading.</summary>
    public decimal CapitalMax { get; set; }

    /// <summary>Lets the storage flags USE_EVENT_BUFFER and USE_TRADE_STATE_STORE be off while real money is traded.</summary>
    public bool AllowStorageFlags { get; set; }
}
