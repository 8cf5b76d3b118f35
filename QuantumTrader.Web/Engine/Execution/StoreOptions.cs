using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Where policy and trade states are kept.</summary>
public sealed class StoreOptions
{
    public const string Section = "Store";

    /// <summary>Embedded: SQLite in the data directory, nothing to install.</summary>
    [RegularExpression("(?i)^Embedded$", ErrorMessage = "Store:Provider must be Embedded; this version has no other.")]
    public string Provider { get; set; } = "Embedded";
}
