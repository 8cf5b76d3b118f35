using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Simulation.Twins;

/// <summary>What both processes share, beside the venue.</summary>
internal sealed class TwinStores
{
    public TwinLeases Leases { get; } = new();

    public InMemoryPolicyStore Policy { get; } = new();

    public InMemoryDrawdownStore Drawdown { get; } = new();

    public InMemoryTradeStateStore Trades { get; } = new();

    /// <summary>Up to where the trades of each journal are complete.</summary>
    public Dictionary<string, long> Checkpoints { get; } = []; // bounded by the machines of a run

    public TradingPolicy PolicyNow => Policy.ReadAsync(CancellationToken.None).GetAwaiter().GetResult()!;
}

/// <summary>The shared policy as one process reaches it: away at times, and refused to an old leader unless it stops trading.</summary>
internal sealed class TwinPolicyStore(TwinStores stores, ILease lease, Func<bool> isAway) : IPolicyStore
{
    public Task<TradingPolicy?> ReadAsync(CancellationToken stopping) => isAway() ? Away<TradingPolicy?>() : stores.Policy.ReadAsync(stopping);

    public Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping) =>
        isAway() ? Away<PolicyWriteResult>()
        : !next.EmergencyMode && lease.Epoch < stores.Leases.Epoch ? Task.FromException<PolicyWriteResult>(new PolicyFencedException("Another process leads."))
        : stores.Policy.WriteAsync(next, basedOnVersion, stopping);

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) =>
        isAway() ? Away<IReadOnlyList<TradingPolicy>>() : stores.Policy.ReadHistoryAsync(take, stopping);

    private static Task<T> Away<T>() => Task.FromException<T>(new PolicyUnavailableException("The simulated store is away.", new IOException("simulated")));
}

/// <summary>The shared drawdown peak as one process reaches it.</summary>
internal sealed class TwinDrawdownStore(TwinStores stores, Func<bool> isAway) : IDrawdownStore
{
    public Task<DrawdownState?> ReadAsync(CancellationToken stopping) => isAway() ? Task.FromException<DrawdownState?>(Away()) : stores.Drawdown.ReadAsync(stopping);

    public Task WriteAsync(DrawdownState state, CancellationToken stopping) => isAway() ? Task.FromException(Away()) : stores.Drawdown.WriteAsync(state, stopping);

    private static DrawdownStoreUnavailableException Away() => new("The simulated store is away.", new IOException("simulated"));
}

/// <summary>The shared trades as one process reaches them: away at times, and fenced by epoch.</summary>
internal sealed class TwinTradeStore(TwinStores stores, ILease lease, string journalId, Func<bool> isAway) : ITradeStateStore
{
    public Task SaveAsync(TradeState trade, CancellationToken stopping) => Write(() => stores.Trades.SaveAsync(trade, stopping));

    public Task<TradeState?> GetAsync(TradeId id, CancellationToken stopping) => Read(() => stores.Trades.GetAsync(id, stopping));

    public async Task<bool> DeleteAsync(TradeId id, CancellationToken stopping)
    {
        var deleted = false;
        await Write(async () => deleted = await stores.Trades.DeleteAsync(id, stopping));
        return deleted;
    }

    public Task<IReadOnlyList<TradeState>> ListOpenAsync(Symbol? symbol, CancellationToken stopping) => Read(() => stores.Trades.ListOpenAsync(symbol, stopping));

    public Task<IReadOnlyList<TradeState>> ListClosedAsync(int skip, int take, CancellationToken stopping) => Read(() => stores.Trades.ListClosedAsync(skip, take, stopping));

    public Task<long> GetCheckpointAsync(CancellationToken stopping) => Read(() => Task.FromResult(stores.Checkpoints.GetValueOrDefault(journalId)));

    public Task SetCheckpointAsync(long sequence, CancellationToken stopping) => Write(() =>
    {
        stores.Checkpoints[journalId] = Math.Max(sequence, stores.Checkpoints.GetValueOrDefault(journalId));
        return Task.CompletedTask;
    });

    private Task<T> Read<T>(Func<Task<T>> read) => isAway() ? Task.FromException<T>(new TradeStoreUnavailableException("The simulated store is away.")) : read();

    private Task Write(Func<Task> write) =>
        isAway() ? Task.FromException(new TradeStoreUnavailableException("The simulated store is away."))
        : lease.Epoch < stores.Leases.Epoch || lease.Epoch == 0 ? Task.FromException(new TradeStoreFencedException("Another process leads."))
        : write();
}
