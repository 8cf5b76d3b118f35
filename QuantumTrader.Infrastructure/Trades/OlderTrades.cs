using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>Trades that were over for so long that they are not among the recent ones, and of which an event comes all the same.</summary>
internal sealed class OlderTrades(ITradeStateStore local, ITradeStateStore? shared, string journalId, long end)
{
    /// <summary>Why the shared store stopped to answer; null while it does.</summary>
    public string? SharedMissing { get; private set; }

    public async Task<TradeState?> FindAsync(TradeId id, CancellationToken stopping)
    {
        if (await local.GetAsync(id, stopping) is { } here)
        {
            return TradeBookRestore.Rebased(here, journalId, supersededUpTo: 0);
        }

        try
        {
            return shared is not null && SharedMissing is null && await shared.GetAsync(id, stopping) is { } there
                ? TradeBookRestore.Rebased(there, journalId, end)
                : null;
        }
        catch (TradeStoreUnavailableException e)
        {
            SharedMissing = e.Message;
            return null;
        }
    }
}
