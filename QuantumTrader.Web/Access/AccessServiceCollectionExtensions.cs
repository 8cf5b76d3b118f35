using Microsoft.Extensions.DependencyInjection.Extensions;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Web.Access;

public static class AccessServiceCollectionExtensions
{
    /// <summary>The gate and what is behind it, except accounts. Needs the audit trail, the users, the engine and its operator actions.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AuditBacklog>();
        services.TryAddSingleton(p => ActivatorUtilities.CreateInstance<RefusalRecords>(p, p.GetRequiredService<RandomIds>())); // the engine's ids are the engine's alone
        services.TryAddSingleton(p => ActivatorUtilities.CreateInstance<RecordedDeeds>(p, p.GetRequiredService<RandomIds>()));
        services.TryAddSingleton<AccessGate>();
        services.TryAddSingleton<IAccessGate>(p => p.GetRequiredService<AccessGate>());
        services.TryAddSingleton<IResetLimits, ResetLimits>();
        services.TryAddSingleton<ITradingControl, TradingControl>();
        services.TryAddSingleton<IStopControl, StopControl>();
        services.TryAddSingleton<IPolicyControl, PolicyControl>();
        services.TryAddSingleton<PolicyDryRuns>();
        services.TryAddSingleton<IUserControl, UserControl>();
        services.TryAddSingleton<IKeyControl, KeyControl>();
        services.TryAddSingleton<IApprovalControl, ApprovalControl>();
        services.TryAddSingleton<IAuditDesk, AuditDesk>();
        services.TryAddSingleton<IEntrySwitchControl>(EntrySwitch);
        services.TryAddSingleton<IManualCloseControl>(ManualClose);
        services.TryAddScoped<ICallerSource, NobodySource>(); // seam: sign-in registers its own
        services.TryAddSingleton(Anchoring);
        services.AddHostedService(p => p.GetRequiredService<AuditBacklog>());
        services.AddHostedService<AuditProbe>();
        services.AddHostedService(LateStop);
        services.AddHostedService(p => p.GetRequiredService<AuditAnchoring>());
        return services;
    }

    private static EntrySwitchControl EntrySwitch(IServiceProvider services)
    {
        var live = services.GetRequiredService<LiveEngine>();
        return new(services.GetRequiredService<IAccessGate>(), (symbol, side, by, reason) => live.Engine is { } engine
            ? live.Context.InvokeAsync(() => engine.Throttle.SwitchOnAsync(symbol, side, by, reason))
            : Task.FromResult<string?>("The engine has not started yet; try again in a moment."));
    }

    private static ManualCloseControl ManualClose(IServiceProvider services)
    {
        var live = services.GetRequiredService<LiveEngine>();
        return new(services.GetRequiredService<IAccessGate>(), (symbol, side, by) => live.Engine is { } engine
            ? live.Context.InvokeAsync(() => Task.FromResult(engine.ManualClose.SeeClosed(symbol, side, by)))
            : Task.FromResult<string?>("The engine has not started yet; try again in a moment."));
    }

    private static LateStopRecord LateStop(IServiceProvider services)
    {
        var live = services.GetRequiredService<LiveEngine>();
        return new(services.GetRequiredService<IAuditLog>(), () => live.Engine is not null, () => live.HeldHere, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<LateStopRecord>>());
    }

    private static AuditAnchoring Anchoring(IServiceProvider services)
    {
        var (live, bus, ids, time) = (services.GetRequiredService<LiveEngine>(), services.GetRequiredService<InProcessEventBus>(), services.GetRequiredService<IIdSource>(), services.GetRequiredService<TimeProvider>());
        return new(services.GetRequiredService<IAuditLog>(), services.GetRequiredService<AuditHead>(), PublishAsync, time, services.GetRequiredService<ILogger<AuditAnchoring>>());

        // From the engine's scheduler, where everything is published, and not before the engine listens.
        Task<bool> PublishAsync(AuditRecord record) => live.Engine is null
            ? Task.FromResult(false)
            : live.Context.InvokeAsync(() => bus.PublishAsync(new AuditAnchored(ids.Next(), time.GetUtcNow()) { Seq = record.Seq, Hash = record.Hash }).AsTask());
    }
}
