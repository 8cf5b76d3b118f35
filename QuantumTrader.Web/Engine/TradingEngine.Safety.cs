using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine;

/// <content>What holds the engine to the venue's truth: the stop, the reconcilers, the watch over an account that was proved flat.</content>
public sealed partial class TradingEngine
{
    private EmergencyStop CreateEmergency()
    {
        var (time, options) = (_parts.Time, _parts.Settings.Emergency);
        var run = new EmergencyRun(Executor, new FlatnessProof(Reader, Symbols), Reader, Desk, Symbols, time, options, _parts.Logs.CreateLogger<EmergencyRun>());
        var latches = new LatchKeeper(Policy, PolicyWriter, _parts.Latches, time, options, _parts.Logs.CreateLogger<LatchKeeper>());
        return new EmergencyStop(Policy, latches, run, Equity, _parts.Bus, Tasks, time, _parts.Ids, options, _parts.Logs.CreateLogger<EmergencyStop>());
    }

    private (StartReconciler Starter, RunningReconciler Running) CreateReconcilers()
    {
        var missed = new MissedFills(Reader, Updates);
        var settlement = new OrderSettlement(Reader, Unknown, _parts.Bus, _parts.Time, _parts.Ids);
        return (
            new StartReconciler(Reader, Ledger, Book, missed, settlement, _parts.Bus, _parts.Time, _parts.Ids, _parts.Logs.CreateLogger<StartReconciler>()),
            new RunningReconciler(Reader, Ledger, Book, missed, settlement, _parts.Logs.CreateLogger<RunningReconciler>()));
    }

    /// <summary>After a stop that was proved: an order of ours that was on its way may still have filled.</summary>
    private void WatchExposure()
    {
        if (Emergency.Record is not { IsRunOver: true })
        {
            return;
        }

        foreach (var trade in Book.Open)
        {
            if (trade.QuantityOpen.IsPositive && IsHeld(trade.Symbol))
            {
                Emergency.OnExposure();
                return;
            }
        }
    }

    /// <summary>A leg of the symbol is open at the venue, dust aside.</summary>
    private bool IsHeld(Symbol symbol)
    {
        var min = Symbols.Find(symbol)?.Instrument.QuantityMin ?? Quantity.Zero;
        foreach (var leg in Ledger.Legs)
        {
            if (leg.Symbol == symbol && !leg.IsFlat && leg.Quantity >= min)
            {
                return true;
            }
        }

        return false;
    }
}
