using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// One connection. The account itself is one small document, replaced by each save; finished orders and fills are rows of
/// their own, added once, so that a save costs the same however long the history is. Every text carries a checksum.
/// </summary>
internal sealed class SqlitePaperSession : IDisposable
{
    private const string Schema = """
        PRAGMA busy_timeout = 5000;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS paper_account (
            account TEXT PRIMARY KEY, saved_at_utc TEXT NOT NULL, finished_orders INTEGER NOT NULL, document TEXT NOT NULL, checksum TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS paper_order (
            account TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (account, number)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS paper_fill (
            account TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, checksum TEXT NOT NULL, PRIMARY KEY (account, number)) WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly string _account;
    private long _lastOrder;
    private long _lastFill;

    private SqlitePaperSession(SqliteConnection connection, string path, string account)
    {
        (_connection, _path, _account) = (connection, path, account);
        Execute(null, Schema);
        _lastOrder = Last("paper_order");
        _lastFill = Last("paper_fill");
    }

    public static SqlitePaperSession Open(string path, string account)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            connection.Open();
            return new(connection, path, account);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static PaperStateException Damaged(string path, string account, string cause) => new(
        $"The paper account '{account}' in {path} is damaged: {cause} Restore the file from a backup, or, to begin anew, delete the rows of '{account}' from paper_account, paper_order and paper_fill.");

    public void Dispose() => _connection.Dispose();

    public PaperAccountState? Load()
    {
        using var snapshot = _connection.BeginTransaction(deferred: true);
        using var command = Command(snapshot, "SELECT document, checksum, finished_orders FROM paper_account WHERE account = $account");
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return _lastOrder + _lastFill == 0 ? null : throw Damaged("its history is there, but not the account.");
        var state = Parse<PaperAccountState>(reader.GetString(0), reader.GetString(1));
        var finished = reader.GetInt64(2);
        return state with
        {
            FinishedOrders = Rows<VenueOrder>(snapshot, "paper_order", state.FinishedOrdersEvicted, finished),
            Fills = Rows<VenueFill>(snapshot, "paper_fill", state.FillsEvicted, state.NextFillId - 1),
        };
    }

    /// <summary>True, always: it returns when the transaction is on disk, or throws.</summary>
    public bool Save(PaperAccountState state, DateTimeOffset nowUtc)
    {
        var finished = state.FinishedOrdersEvicted + state.FinishedOrders.Count;
        using var transaction = _connection.BeginTransaction(deferred: false);
        AddRows(transaction, "paper_order", state.FinishedOrders, state.FinishedOrdersEvicted, _lastOrder);
        AddRows(transaction, "paper_fill", state.Fills, state.FillsEvicted, _lastFill);
        var document = PaperJson.Serialize(state with { FinishedOrders = [], Fills = [] });
        using var command = Command(transaction, """
            INSERT INTO paper_account (account, saved_at_utc, finished_orders, document, checksum) VALUES ($account, $at, $finished, $document, $checksum)
            ON CONFLICT (account) DO UPDATE SET saved_at_utc = $at, finished_orders = $finished, document = $document, checksum = $checksum
            """);
        command.Parameters.AddWithValue("$at", nowUtc.ToString("O", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$finished", finished);
        command.Parameters.AddWithValue("$document", document);
        command.Parameters.AddWithValue("$checksum", Checksum(document));
        command.ExecuteNonQuery();
        transaction.Commit();
        _lastOrder = finished;
        _lastFill = state.FillsEvicted + state.Fills.Count;
        return true;
    }

    /// <summary>Rows are numbered from 1 over the account's whole life; those up to <paramref name="evicted"/> are gone.</summary>
    private void AddRows<T>(SqliteTransaction transaction, string table, IReadOnlyList<T> items, long evicted, long last)
    {
        using var insert = Command(transaction, $"INSERT INTO {table} (account, number, document, checksum) VALUES ($account, $number, $document, $checksum)");
        var number = insert.Parameters.Add("$number", SqliteType.Integer);
        var document = insert.Parameters.Add("$document", SqliteType.Text);
        var checksum = insert.Parameters.Add("$checksum", SqliteType.Text);
        for (var i = (int)Math.Max(0, last - evicted); i < items.Count; i++)
        {
            number.Value = evicted + i + 1;
            document.Value = PaperJson.Serialize(items[i]);
            checksum.Value = Checksum((string)document.Value);
            insert.ExecuteNonQuery();
        }

        if (evicted == 0) return;
        using var prune = Command(transaction, $"DELETE FROM {table} WHERE account = $account AND number <= $evicted");
        prune.Parameters.AddWithValue("$evicted", evicted);
        prune.ExecuteNonQuery();
    }

    private List<T> Rows<T>(SqliteTransaction transaction, string table, long evicted, long last)
        where T : class
    {
        using var command = Command(transaction, $"SELECT document, checksum FROM {table} WHERE account = $account AND number > $evicted AND number <= $last ORDER BY number");
        command.Parameters.AddWithValue("$evicted", evicted);
        command.Parameters.AddWithValue("$last", last);
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read()) rows.Add(Parse<T>(reader.GetString(0), reader.GetString(1)));
        return rows.Count == last - evicted ? rows : throw Damaged($"{table} has {rows.Count} rows where {last - evicted} belong.");
    }

    private T Parse<T>(string document, string checksum)
        where T : class
    {
        if (Checksum(document) != checksum) throw Damaged("a checksum does not match.");
        try
        {
            return PaperJson.Deserialize<T>(document);
        }
        catch (JsonException e)
        {
            throw Damaged($"it was written by another version or by hand ({e.Message})");
        }
    }

    private long Last(string table)
    {
        using var command = Command(null, $"SELECT COALESCE(MAX(number), 0) FROM {table} WHERE account = $account");
        return (long)command.ExecuteScalar()!;
    }

    private SqliteCommand Command(SqliteTransaction? transaction, string sql)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Parameters.AddWithValue("$account", _account);
        return command;
    }

    private void Execute(SqliteTransaction? transaction, string sql)
    {
        using var command = Command(transaction, sql);
        command.Parameters.Clear();
        command.ExecuteNonQuery();
    }

    private PaperStateException Damaged(string cause) => Damaged(_path, _account, cause);

    private static string Checksum(string document) =>
        XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(document)).ToString("x16", CultureInfo.InvariantCulture);
}
