using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Engine.Storage;

/// <summary>The picture of what both stores have.</summary>
internal static class StorageViews
{
    public static StorageView Local(string provider, LocalStorage local, ILease lease, EngineRole role) => new()
    {
        Provider = provider,
        Role = role,
        Lease = lease.State,
        LeaseLeft = lease.Left == TimeSpan.MaxValue ? null : lease.Left,
        Epoch = lease.Epoch,
        Holder = lease.Holder,
        TradesBehind = Behind(local.Projector),
        TradesCause = CauseOf(local.Projector),
        JournalWaitingSinceUtc = local.Journal.Health.WaitingSinceUtc,
        QuarantinedLines = local.Quarantined,
        DeadLetters = local.DeadLetters,
    };

    public static long Behind(ProjectorHealth? projector) => projector is null ? 0 : Math.Max(0, projector.LastSequence - projector.Checkpoint);

    public static string? CauseOf(ProjectorHealth? projector) =>
        projector is null ? "not begun yet" : projector.IsFenced ? "another process writes the trades" : projector.Cause;
}
