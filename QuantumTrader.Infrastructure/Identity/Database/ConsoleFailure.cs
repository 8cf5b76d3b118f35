using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>What a failure of the database means, in one line without a secret.</summary>
internal static class ConsoleFailure
{
    private const int SqliteConstraint = 19;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    /// <summary>Null for what is not the database's fault: a mistake of ours, the caller's own leaving, a conflict.</summary>
    public static Exception? Explain(Exception e, string where, TimeSpan limit, CancellationToken stopping) => e switch
    {
        ConsoleUnavailableException => null,
        ConsoleDatabaseException => new ConsoleUnavailableException(e.Message, e),
        OperationCanceledException when stopping.IsCancellationRequested => null,
        _ when IsConflict(e) => null,
        OperationCanceledException or TimeoutException => Unavailable(where, NoAnswer(limit), e),
        _ when Root<SqliteException>(e) is { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } damage => Damaged(where, damage),
        _ when Root<PostgresException>(e) is { } refused => Unavailable(where, $"{refused.MessageText} ({refused.SqlState})", e),
        _ when Root<SqliteException>(e) is { } sqlite => Unavailable(where, sqlite.Message, e),
        _ when Root<TimeoutException>(e) is not null => Unavailable(where, NoAnswer(limit), e),
        _ when Root<SocketException>(e) is { } socket => Unavailable(where, socket.Message, e),
        DbException or DbUpdateException or IOException or UnauthorizedAccessException or SocketException => Unavailable(where, e.Message, e),
        InvalidOperationException { InnerException: DbException inner } => Unavailable(where, inner.Message, e), // "likely due to a transient failure"
        _ => null,
    };

    public static bool IsConflict(Exception e) =>
        e is DbUpdateConcurrencyException
        || Root<SqliteException>(e) is { SqliteErrorCode: SqliteConstraint }
        || Root<PostgresException>(e)?.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.ForeignKeyViolation;

    private static string NoAnswer(TimeSpan limit) =>
        string.Create(CultureInfo.InvariantCulture, $"no answer within {limit.TotalSeconds:0.###} s; whether a change was made is not known");

    private static ConsoleUnavailableException Unavailable(string where, string cause, Exception e) =>
        new($"The console database ({where}) does not answer: {cause.ReplaceLineEndings(" ").TrimEnd('.')}. See that it runs and can be reached.", e);

    private static ConsoleUnavailableException Damaged(string where, SqliteException e)
    {
        var text = $"{where} is damaged or no database ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}). End the app and restore the file from a backup, or move it (with its -wal and -shm) out of the directory and set up the users anew.";
        return new(text, new ConsoleDatabaseException(text, e));
    }

    private static T? Root<T>(Exception? e) where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
