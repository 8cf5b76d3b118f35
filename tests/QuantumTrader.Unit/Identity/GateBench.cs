using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Unit.Identity;

/// <summary>The real gate over an audit trail and approvals that the test leads.</summary>
internal sealed class GateBench : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public GateBench()
    {
        var ids = new SeededIds(1);
        Backlog = new(Audit, Time, NullLogger<AuditBacklog>.Instance);
        Refusals = new(Backlog, ids, Time, NullLogger<RefusalRecords>.Instance);
        Deeds = new(Audit, Backlog, ids, Time, NullLogger<RecordedDeeds>.Instance);
        Gate = new(Deeds, Refusals, Approvals, Options.Create(Access), Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    public AccessOptions Access { get; } = new();
    public MemoryAudit Audit { get; } = new();
    public FakeApprovals Approvals { get; } = new();
    public AuditBacklog Backlog { get; }
    public RefusalRecords Refusals { get; }
    public RecordedDeeds Deeds { get; }
    public AccessGate Gate { get; }
    public int DeedCount { get; private set; }

    public ApprovalControl ApprovalControl => new(Gate, Deeds, Refusals, Approvals);

    public PolicyControl PolicyControl(FakePolicyActions policy) => policy.Control(Gate, ApprovalControl, Access, Time);

    public TradingControl TradingControl(FakeTrading trading, FakePolicyActions policy) => new(Gate, trading, new ResetLimits(ApprovalControl, policy, Options.Create(Access), Time), Time);

    public Caller Fresh(Roles roles) => Callers.Person(roles, Time.GetUtcNow());

    /// <summary>A deed that is counted and answers 7.</summary>
    public Task<Guarded<int>> RunAsync(Caller caller, AccessAction action, ActionNote? note = null, Func<Task<ActionEnd<int>>>? deed = null, CancellationToken stopping = default) =>
        Gate.RunAsync(caller, action, note ?? new ActionNote("it", "why"), () =>
        {
            DeedCount++;
            return deed?.Invoke() ?? Task.FromResult(new ActionEnd<int>(7, Domain.Audit.AuditResult.Done));
        }, stopping);

    public Task StartAsync() => Backlog.StartAsync(CancellationToken.None);

    public static Task UntilAsync(Func<bool> condition, string what) => Poll.UntilAsync(condition, Limit, what);

    public async ValueTask DisposeAsync()
    {
        await Backlog.StopAsync(CancellationToken.None);
        Backlog.Dispose();
    }
}
