using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Engine.Storage;

/// <summary>Everything in the data directory, whose lock is the lease.</summary>
public sealed class EmbeddedStorage(
    ILease lease, LocalStorage local, IPolicyStore policy, IDrawdownStore drawdown, StorageFlags flags, TimeProvider time, ILogger<EmbeddedStorage> log) : IEngineStorage, IDisposable
{
    private readonly BackgroundLoops _loops = new(time, log);
    private readonly IReadOnlyList<string> _warnings = StorageFlagRules.Warnings(flags);

    public ILease Lease => lease;

    public TimeSpan SettlesIn => TimeSpan.Zero;

    public IPolicyStore Policy => policy;

    public IPolicyChanges? PolicyChanges => null;

    public IDrawdownStore Drawdown => drawdown;

    public IEventJournal Journal => local.Journal;

    public StorageFacts Facts() => StorageFacts.NotShared;

    public Task<TradeBook> RestoreAsync(CancellationToken stopping) => TradeBookRestore.FromAsync(local.Trades, local.Journal, stopping);

    public void Begin(TradeBook book, IEventBus bus) => local.Begin(_loops, book, bus, () => long.MaxValue);

    public Task MergeTradesAsync(TradeBook book, CancellationToken stopping) => Task.CompletedTask;

    /// <summary>Nobody else can lead.</summary>
    public Task<EmergencyRunState?> LeaderReportsAsync(Guid emergencyId, string? journalId = null) => Task.FromResult<EmergencyRunState?>(null);

    public Task<string?> UnsettledLeaderAsync() => Task.FromResult<string?>(null);

    public StorageView View(EngineRole role) => StorageViews.Local("Embedded", local, lease, role) with { Warnings = _warnings };

    public async Task CloseAsync()
    {
        await _loops.StopAsync();
        await local.CloseAsync();
    }

    public void Dispose()
    {
        _loops.Dispose();
        local.Dispose();
    }
}
