using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>Sets what SQLite keeps per connection. The journal mode is kept in the file and set once.</summary>
internal sealed class SqlitePragmas(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    private readonly string _text = string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds}; PRAGMA synchronous = FULL;");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
        ConnectionOpenedAsync(connection, cancellationToken);

    public async Task ConnectionOpenedAsync(DbConnection connection, CancellationToken stopping)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(stopping);
    }

    private DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant with a number.
        command.CommandText = _text;
#pragma warning restore CA2100
        return command;
    }
}
