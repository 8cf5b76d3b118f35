using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Unit.Identity;

public sealed class MigrationTests
{
    [Fact]
    public void Sqlite_Model_IsWhatItsMigrationsMake()
    {
        using var context = new SqliteConsoleDesign().CreateDbContext([]);
        Assert.NotEmpty(context.Database.GetMigrations());
        Assert.False(context.Database.HasPendingModelChanges(), "Add a migration: dotnet ef migrations add NAME --context SqliteConsoleDbContext -o Identity/Database/Migrations/Sqlite");
    }

    [Fact]
    public void Postgres_Model_IsWhatItsMigrationsMake()
    {
        using var context = new PostgresConsoleDesign().CreateDbContext([]);
        Assert.NotEmpty(context.Database.GetMigrations());
        Assert.False(context.Database.HasPendingModelChanges(), "Add a migration: dotnet ef migrations add NAME --context PostgresConsoleDbContext -o Identity/Database/Migrations/Postgres");
    }
}
