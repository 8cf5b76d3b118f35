using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// The policy in <c>engine.db</c>: every version is a row, the newest is in force, so current policy and history cannot
/// disagree. Compare and write are one transaction, also between processes. A document that cannot be read is as bad as an
/// unreachable store, and says which row it is.
/// </summary>
public sealed class SqlitePolicyStore(string path, TimeSpan busyTimeout) : IPolicyStore, IDisposable
{
    // Rows are never deleted: people change the policy a few times a day, and the history is evidence.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS policy_history (
            version INTEGER PRIMARY KEY CHECK (version >= 1),
            document TEXT NOT NULL,
            updated_at_utc TEXT NOT NULL,
            updated_by TEXT NOT NULL);
        """;

    private readonly EngineDatabase _database = new(path, busyTimeout, Schema);

    public Task<TradingPolicy?> ReadAsync(CancellationToken stopping) => CallAsync("read", Newest, stopping);

    public Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(next);
        return CallAsync("written", connection => Write(connection, next, basedOnVersion), stopping);
    }

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        return CallAsync<IReadOnlyList<TradingPolicy>>("read", connection => Rows(connection, take), stopping);
    }

    public void Dispose() => _database.Dispose();

    private async Task<T> CallAsync<T>(string done, Func<SqliteConnection, T> work, CancellationToken stopping)
    {
        try
        {
            return await _database.RunAsync(work, stopping);
        }
        catch (Exception e) when (EngineDatabase.IsUnreachable(e) || e is FormatException)
        {
            throw new PolicyUnavailableException($"The policy in {_database.Path} could not be {done}: {e.Message} Nothing is traded until it can; see docs/runbooks/policy-missing.md.", e);
        }
    }

    private static PolicyWriteResult Write(SqliteConnection connection, TradingPolicy next, long basedOnVersion)
    {
        // Not deferred: the write lock is taken before the version is compared.
        using var transaction = connection.BeginTransaction(deferred: false);
        var current = Newest(connection);
        if ((current?.Version ?? 0) != basedOnVersion)
        {
            return current is null
                ? throw PolicyVersions.NothingStored(basedOnVersion)
                : new PolicyWriteResult.Conflict(current);
        }

        var written = next with { Version = basedOnVersion + 1 };
        PolicyWriteGuard.ThrowIfRefused(current, written);
        Insert(connection, written);
        transaction.Commit();
        return new PolicyWriteResult.Written(written);
    }

    private static void Insert(SqliteConnection connection, TradingPolicy policy)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO policy_history (version, document, updated_at_utc, updated_by) VALUES ($version, $document, $at, $by)";
        command.Parameters.AddWithValue("$version", policy.Version);
        command.Parameters.AddWithValue("$document", PolicyJson.Write(policy));
        command.Parameters.AddWithValue("$at", policy.UpdatedAtUtc.UtcDateTime.ToString("O"));
        command.Parameters.AddWithValue("$by", policy.UpdatedBy ?? "");
        command.ExecuteNonQuery();
    }

    private static TradingPolicy? Newest(SqliteConnection connection) => Rows(connection, 1) is [var newest] ? newest : null;

    private static List<TradingPolicy> Rows(SqliteConnection connection, int take)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version, document FROM policy_history ORDER BY version DESC LIMIT $take";
        command.Parameters.AddWithValue("$take", take);
        using var reader = command.ExecuteReader();
        var policies = new List<TradingPolicy>();
        while (reader.Read())
        {
            policies.Add(Parse(reader.GetInt64(0), reader.GetString(1)));
        }

        return policies;
    }

    private static TradingPolicy Parse(long version, string document)
    {
        try
        {
            var policy = PolicyJson.Read(document);
            return policy.Version == version ? policy : throw new FormatException($"It says that it is version {policy.Version}.");
        }
        catch (FormatException e)
        {
            throw new FormatException($"Row {version} of policy_history is damaged or from a newer program. {e.Message}", e);
        }
    }
}
