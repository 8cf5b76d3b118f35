using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Web.Engine;

/// <content>What is looked at for open positions between bars, while this process looks after them.</content>
public sealed partial class TradingEngine
{
    /// <summary>Do the stops rest at the venue? Called twice a second.</summary>
    public Task LookForStopsAsync() => _stops.LookAsync();

    /// <summary>Is a position near its liquidation? Called twice a second.</summary>
    public Task WatchLiquidationAsync() => _liquidation.LookAsync();

    private (RestingStops Stops, LiquidationWatch Liquidation) CreateWatches()
    {
        var settlement = new OrderSettlement(Reader, Unknown, _parts.Bus, _parts.Time, _parts.Ids);
        return (
            new RestingStops(Reader, settlement, _missed, Book, DeskLooks, _parts.IsFollowed, Settings.Trades, _parts.Time),
            new LiquidationWatch(Reader, Ledger, Desk, Settings.Trades, DeskLooks, _parts.Bus, Tasks, _parts.Time, _parts.Ids));
    }

    /// <summary>The desk is told of fills and may act on them. Otherwise the naked watch looks, or a stop's run does.</summary>
    private bool DeskLooks() => Leadership.IsOnDuty && !Emergency.IsLatched && !Desk.IsPaused && IsJournalOk();
}
