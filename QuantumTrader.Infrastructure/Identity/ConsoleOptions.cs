using System.ComponentModel.DataAnnotations;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Where users, sessions, keys, approvals and the audit trail are kept: section <c>Console</c>.</summary>
public sealed class ConsoleOptions
{
    public const string Section = "Console";

    /// <summary>Sqlite: <c>console.db</c> in the data directory. Postgres: for instances that share their users. Default Sqlite.</summary>
    [EnumDataType(typeof(ConsoleProvider), ErrorMessage = "Console:Provider must be Sqlite or Postgres.")]
    public ConsoleProvider Provider { get; set; } = ConsoleProvider.Sqlite;

    /// <summary>Of PostgreSQL. A secret: set it in the environment (<c>Console__ConnectionString</c>), not in a file that is shared.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How long one command may take before it counts as failed. Default 5 s; 100 ms to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "Console:CommandTimeout must be 100 ms to 1 min.")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
