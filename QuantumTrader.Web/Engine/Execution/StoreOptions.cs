using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Where policy and trade states are kept.</summary>
public sealed class StoreOptions
{
    public const string Section = "Store";

    /// <summary>Embedded: SQLite in the data directory, nothing to install. Redis: the shared store of the section Redis, so that a second instance can stand by.</summary>
    [RegularExpression("(?i)^(Embedded|Redis)$", ErrorMessage = "Store:Provider must be Embedded or Redis.")]
    public string Provider { get; set; } = "Embedded";
}
