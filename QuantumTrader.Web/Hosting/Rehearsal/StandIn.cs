using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Hosting.Rehearsal;

/// <summary>What stands in for the engine and for the door to it.</summary>
internal sealed class StandIn(LiveEngine live, ILoggerFactory logs, TimeProvider time)
{
    /// <summary>With a gate of its own; what would be recorded waits in a backlog that nobody writes.</summary>
    public ITradingControl Trading { get; } = Control(live, logs, time);

    public ILogger<T> Log<T>() => logs.CreateLogger<T>();

    private static TradingControl Control(LiveEngine live, ILoggerFactory logs, TimeProvider time)
    {
        var (ids, audit) = (new RandomIds(), new Unwritten());
        var backlog = new AuditBacklog(audit, time, logs.CreateLogger<AuditBacklog>());
        var deeds = new RecordedDeeds(audit, backlog, ids, time, logs.CreateLogger<RecordedDeeds>());
        var refusals = new RefusalRecords(backlog, ids, time, logs.CreateLogger<RefusalRecords>());
        var gate = new AccessGate(deeds, refusals, new Unwritten(), Options.Create(new AccessOptions()), time);
        return new(gate, new OperatorActions(live.Context, () => live.Engine?.Emergency), audit, time);
    }

    /// <summary>A stop asks neither audit nor approvals; whoever changes that must hear of it here.</summary>
    private sealed class Unwritten : IAuditLog, IApprovals, IResetLimits
    {
        private static InvalidOperationException Asked => new("A stop must not wait for the console database.");

        public Task<string?> WhyNotAsync(ResetCommand command) => throw Asked;

        public Task<AuditRecord> AppendAsync(AuditEntry entry, CancellationToken stopping) => throw Asked;

        public Task ProbeAsync(CancellationToken stopping) => throw Asked;

        public Task<IReadOnlyList<AuditRecord>> ReadAsync(long? beforeSeq, int countMax, CancellationToken stopping) => throw Asked;

        public IAsyncEnumerable<AuditRecord> ReadAllAsync(CancellationToken stopping) => throw Asked;

        public Task<AuditRecord?> HeadAsync(CancellationToken stopping) => throw Asked;

        public Task<ApprovalFacts> RequestAsync(Caller by, AccessAction action, string summary, CancellationToken stopping) => throw Asked;

        public Task<string?> DecideAsync(Guid id, Caller by, bool isApproved, string note, CancellationToken stopping) => throw Asked;

        public Task<string?> WithdrawAsync(Guid id, Caller by, CancellationToken stopping) => throw Asked;

        public Task<string?> RedeemAsync(Guid id, Caller by, AccessAction action, string summary, CancellationToken stopping) => throw Asked;

        public Task<IReadOnlyList<ApprovalFacts>> ListAsync(int countMax, CancellationToken stopping) => throw Asked;
    }
}
