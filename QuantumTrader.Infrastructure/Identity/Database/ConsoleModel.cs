using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Audit;

namespace QuantumTrader.Infrastructure.Identity.Database;

/// <summary>Tables, keys, lengths and indexes.</summary>
internal static class ConsoleModel
{
    private const int NameMax = 64;
    private const int HashLength = 64;
    private const int AddressMax = 64;

    public static void Configure(ModelBuilder builder)
    {
        Users(builder);
        Sessions(builder);
        Keys(builder);
        Approvals(builder);
        Audit(builder);
        Alerts(builder);
    }

    private static void Users(ModelBuilder builder)
    {
        builder.Entity<ConsoleUser>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.UserName).HasMaxLength(NameMax);
            user.Property(u => u.NormalizedUserName).HasMaxLength(NameMax);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
    }

    private static void Sessions(ModelBuilder builder)
    {
        builder.Entity<SessionRow>(session =>
        {
            session.ToTable("sessions").HasKey(s => s.Id);
            session.Property(s => s.SecurityStamp).HasMaxLength(HashLength);
            session.Property(s => s.Address).HasMaxLength(AddressMax);
            session.Property(s => s.Agent).HasMaxLength(256);
            session.HasIndex(s => s.UserId);
            session.HasOne<ConsoleUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<OneTimeLinkRow>(link =>
        {
            link.ToTable("one_time_links").HasKey(l => l.TokenHash);
            link.Property(l => l.TokenHash).HasMaxLength(HashLength);
            link.Property(l => l.Purpose).HasConversion<string>().HasMaxLength(16);
            link.HasIndex(l => l.UserId);
        });
    }

    private static void Keys(ModelBuilder builder)
    {
        builder.Entity<ApiKeyRow>(key =>
        {
            key.ToTable("api_keys").HasKey(k => k.Id);
            key.Property(k => k.Label).HasMaxLength(NameMax);
            key.Property(k => k.SecretHash).HasMaxLength(HashLength);
            key.Property(k => k.LastUsedFrom).HasMaxLength(AddressMax);
            key.HasOne<ConsoleUser>().WithMany().HasForeignKey(k => k.OwnerId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<StoredResponseRow>(response =>
        {
            response.ToTable("stored_responses").HasKey(r => new { r.KeyId, r.IdempotencyKey });
            response.Property(r => r.IdempotencyKey).HasMaxLength(128);
            response.Property(r => r.RequestHash).HasMaxLength(HashLength);
            response.HasIndex(r => r.AtUtc);
        });
    }

    private static void Approvals(ModelBuilder builder) => builder.Entity<ApprovalRow>(approval =>
    {
        approval.ToTable("approvals").HasKey(a => a.Id);
        approval.Property(a => a.Action).HasConversion<string>().HasMaxLength(32);
        approval.Property(a => a.State).HasConversion<string>().HasMaxLength(16).IsConcurrencyToken(); // of two at once, one wins
        approval.Property(a => a.Summary).HasMaxLength(AuditEntry.TextLengthMax);
        approval.Property(a => a.RequestedBy).HasMaxLength(NameMax);
        approval.Property(a => a.DecidedBy).HasMaxLength(NameMax);
        approval.Property(a => a.Note).HasMaxLength(AuditEntry.TextLengthMax);
        approval.HasIndex(a => a.RequestedAtUtc);
    });

    private static void Audit(ModelBuilder builder) => builder.Entity<AuditRow>(audit =>
    {
        audit.ToTable("audit_records").HasKey(a => a.Seq);
        audit.Property(a => a.Seq).ValueGeneratedNever();
        audit.Property(a => a.Result).HasConversion<string>().HasMaxLength(16);
        audit.Property(a => a.PreviousHash).HasMaxLength(HashLength);
        audit.Property(a => a.Hash).HasMaxLength(HashLength);
        audit.HasIndex(a => a.ActionId);
    });

    private static void Alerts(ModelBuilder builder) => builder.Entity<AlertRow>(alert =>
    {
        alert.ToTable("alerts").HasKey(a => a.Id);
        alert.Property(a => a.Id).ValueGeneratedNever();
        alert.Property(a => a.Instance).HasMaxLength(NameMax);
        alert.Property(a => a.Code).HasMaxLength(NameMax);
        alert.Property(a => a.Key).HasMaxLength(AlertBook.KeyMax);
        alert.Property(a => a.Severity).HasConversion<string>().HasMaxLength(16);
        alert.Property(a => a.Title).HasMaxLength(256);
        alert.Property(a => a.Text).HasMaxLength(AlertBook.TextMax);
        alert.Property(a => a.Source).HasMaxLength(NameMax);
        alert.Property(a => a.Ends).HasConversion<string>().HasMaxLength(32);
        alert.Property(a => a.AcknowledgedBy).HasMaxLength(NameMax);
        alert.HasIndex(a => new { a.Instance, a.ResolvedAtUtc });
        alert.HasIndex(a => a.FirstSeenAtUtc);
    });
}
