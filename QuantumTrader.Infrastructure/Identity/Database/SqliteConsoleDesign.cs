using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteConsoleDbContext</c>; opens nothing.</summary>
internal sealed class SqliteConsoleDesign : IDesignTimeDbContextFactory<SqliteConsoleDbContext>
{
    public SqliteConsoleDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteConsoleDbContext>().UseSqlite("Data Source=:memory:").Options);
}
