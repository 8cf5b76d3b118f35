using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>For <c>dotnet ef migrations add NAME --context PostgresConsoleDbContext</c>; opens nothing.</summary>
internal sealed class PostgresConsoleDesign : IDesignTimeDbContextFactory<PostgresConsoleDbContext>
{
    public PostgresConsoleDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresConsoleDbContext>().UseNpgsql("Host=127.0.0.1;Database=design").Options);
}
