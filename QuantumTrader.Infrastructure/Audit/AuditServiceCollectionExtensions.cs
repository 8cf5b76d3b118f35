using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Events.Straight;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Infrastructure.Audit;

public static class AuditServiceCollectionExtensions
{
    /// <summary>The audit trail and its check. Needs the console database and the journal.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System); // seam: a fake clock
        services.TryAddSingleton<AuditHead>();
        services.TryAddSingleton<IAuditLog, EfAuditLog>();
        services.TryAddSingleton(p => new AuditVerifier(p.GetRequiredService<IAuditLog>(), stopping => AuditAnchors.Read(p.GetRequiredService<IDisk>(), JournalsOf(p), stopping)));
        return services;
    }

    private static string[] JournalsOf(IServiceProvider services)
    {
        var directory = services.GetRequiredService<DataDirectoryLease>().Directory;
        return [Path.Combine(directory, services.GetRequiredService<IOptions<EventsOptions>>().Value.Directory), Path.Combine(directory, StraightJournal.DirectoryName)];
    }
}
