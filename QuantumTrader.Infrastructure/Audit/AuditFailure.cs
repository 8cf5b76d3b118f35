using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>What a failure of the database means for the audit trail.</summary>
internal static class AuditFailure
{
    private const int Corrupt = 11; // SQLITE_CORRUPT: the file's pages do not fit together
    private const int NotADatabase = 26; // SQLITE_NOTADB
    private const int ConstraintPrimaryKey = 1555; // SQLITE_CONSTRAINT_PRIMARYKEY

    /// <summary>Another writer took the place in the chain; nothing of ours was written.</summary>
    public static bool IsConflict(DbUpdateException e) => e.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == ConstraintPrimaryKey,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>What is kept there cannot be right; asking again does not help.</summary>
    public static bool IsDamage(AuditUnavailableException e) => e.GetBaseException() switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Corrupt or NotADatabase,
        DbException or IOException or TimeoutException or ObjectDisposedException or AuditUnavailableException => false,
        ConsoleDatabaseException or InvalidOperationException or FormatException or InvalidCastException or ArgumentException or OverflowException => true,
        _ => false,
    };

    public static AuditUnavailableException Of(string what, Exception e) =>
        new($"{what}: {Cause(e).Message.ReplaceLineEndings(" ").TrimEnd('.')}.", e);

    // A time-out's own words say more than the cancellation that is at its bottom.
    private static Exception Cause(Exception e) => e is TimeoutException or ConsoleUnavailableException ? e : e.GetBaseException();
}
