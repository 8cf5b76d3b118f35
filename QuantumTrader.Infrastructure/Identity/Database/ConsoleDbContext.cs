using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>
/// The console database: users, sessions, keys, links, approvals, kept answers, alerts and the audit trail. The same model for SQLite and
/// PostgreSQL; each has its own migrations.
/// </summary>
public abstract class ConsoleDbContext(DbContextOptions options) : IdentityUserContext<ConsoleUser, Guid>(options)
{
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<OneTimeLinkRow> OneTimeLinks => Set<OneTimeLinkRow>();
    public DbSet<ApprovalRow> Approvals => Set<ApprovalRow>();
    public DbSet<StoredResponseRow> StoredResponses => Set<StoredResponseRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    /// <summary>Times are UTC ticks in both databases: they sort and compare there, and lose nothing.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        configurationBuilder.Properties<DateTimeOffset?>().HaveConversion<UtcTicksConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        ConsoleModel.Configure(builder);
    }
}
