using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>Reads the connection string and sets what must not be left to it.</summary>
internal static class PostgresConnectionString
{
    private const string Example = "such as Host=127.0.0.1;Database=quantum;Username=quantum;Password=...";
    private const int ConnectionsMax = 20;

    public static NpgsqlConnectionStringBuilder Read(ConsoleOptions options) =>
        TryRead(options, out var settings, out var error) ? settings : throw new ArgumentException(error, nameof(options));

    /// <param name="error">One line without any part of the string: a part may belong to the password.</param>
    public static bool TryRead(ConsoleOptions options, [NotNullWhen(true)] out NpgsqlConnectionStringBuilder? settings, [NotNullWhen(false)] out string? error)
    {
        (settings, error) = (null, null);
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            error = $"Console:ConnectionString is empty; Console:Provider Postgres needs it, {Example}.";
            return false;
        }

        try
        {
            var read = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            error = string.IsNullOrWhiteSpace(read.Host) ? $"Console:ConnectionString names no server; add Host=..., {Example}."
                : string.IsNullOrWhiteSpace(read.Database) ? $"Console:ConnectionString names no database; add Database=..., {Example}."
                : null;
            settings = error is null ? Limited(read, options.CommandTimeout) : null;
            return settings is not null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException or NotSupportedException)
        {
            error = $"Console:ConnectionString cannot be read; write it as Name=value;Name=value, {Example}.";
            return false;
        }
    }

    private static NpgsqlConnectionStringBuilder Limited(NpgsqlConnectionStringBuilder settings, TimeSpan limit)
    {
        settings.Timeout = settings.CommandTimeout = Math.Max(1, (int)Math.Ceiling(limit.TotalSeconds));
        settings.CancellationTimeout = 500;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, ConnectionsMax);
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        settings.ApplicationName ??= "quantumtrader";
        return settings;
    }
}
