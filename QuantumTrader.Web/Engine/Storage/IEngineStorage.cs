using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Engine.Storage;

/// <summary>
/// Where the engine's truth is kept and who may write it. Opened once, on the engine's scheduler; what has to go on beside the engine
/// (forwarding, saving, renewing) begins with <see cref="Begin"/> and never runs on that scheduler.
/// </summary>
public interface IEngineStorage
{
    ILease Lease { get; }

    /// <summary>How long a new holder of the lease must still wait, because the last one may still act.</summary>
    TimeSpan SettlesIn { get; }

    IPolicyStore Policy { get; }

    /// <summary>What other processes do to the policy, told at once; null where no other process writes it.</summary>
    IPolicyChanges? PolicyChanges { get; }

    IDrawdownStore Drawdown { get; }

    IEventJournal Journal { get; }

    /// <summary>The shared store as it is now, for every decision.</summary>
    StorageFacts Facts();

    /// <summary>The trades as far as they are known here and now; a shared store that is away is no error.</summary>
    Task<TradeBook> RestoreAsync(CancellationToken stopping);

    /// <summary>After <see cref="RestoreAsync"/>, once: everything that goes on beside the engine.</summary>
    void Begin(TradeBook book, IEventBus bus);

    /// <summary>Takes over what another leader left; asked under each new epoch. Throws <see cref="TradeStoreUnavailableException"/> when it must be asked again.</summary>
    Task MergeTradesAsync(TradeBook book, CancellationToken stopping);

    /// <summary>The newest word of the process that leads on its run of this emergency, from its copied events; null: none, or it cannot be read. Safe on any thread.</summary>
    /// <param name="journalId">The word of that data directory instead.</param>
    Task<EmergencyRunState?> LeaderReportsAsync(Guid emergencyId, string? journalId = null);

    /// <summary>The journal id of another data directory that led before and may still act; null: none, or none is known. Asked before this process leads.</summary>
    Task<string?> UnsettledLeaderAsync();

    StorageView View(EngineRole role);

    /// <summary>Saves what can be saved, gives the lease back and lets go of everything. Nothing may be sent any more.</summary>
    Task CloseAsync();
}
