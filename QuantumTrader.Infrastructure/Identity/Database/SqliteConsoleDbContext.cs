using Microsoft.EntityFrameworkCore;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary><c>console.db</c> in the data directory.</summary>
public sealed class SqliteConsoleDbContext(DbContextOptions<SqliteConsoleDbContext> options) : ConsoleDbContext(options);
