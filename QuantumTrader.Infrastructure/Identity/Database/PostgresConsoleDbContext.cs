using Microsoft.EntityFrameworkCore;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>A PostgreSQL database that several instances share.</summary>
public sealed class PostgresConsoleDbContext(DbContextOptions<PostgresConsoleDbContext> options) : ConsoleDbContext(options);
