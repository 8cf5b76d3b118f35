using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Checks;

/// <summary>What must hold at the end of every bar.</summary>
internal sealed class BarChecks(SimulatedWorld world)
{
    private const int NakedBarsMax = 35; // the engine looks again after 32 bars even when nothing told it to
    private const int NakedBarsMaxHealed = 3;
    private const int NobodysBarsMax = 8; // the venue is gone for five at most, and then asked at once

    /// <summary>The bound of liveness: after so many bars in which everything works, a stop is flat and no order is unknown.</summary>
    public const int SettleBars = 8;

    private readonly Dictionary<Symbol, int> _naked = [];
    private readonly Dictionary<Symbol, int> _nobodys = [];

    public LatchChecks Latch { get; } = new(world);

    public LedgerChecks Ledger { get; } = new(world);

    /// <param name="process">The living process.</param>
    /// <param name="barsHealed">Bars since everything works again; null before.</param>
    public void AtBar(SimulatedProcess process, int? barsHealed)
    {
        world.Checks.OnBar();
        var truth = process.Truth();
        world.Equity.Note(truth.Account.Equity.Value);
        if (!process.IsStarted)
        {
            return;
        }

        CheckDefects(process);
        CheckFlat(process, truth);
        CheckTrades(process, truth);
        CheckProtection(process, truth, barsHealed >= NakedBarsMaxHealed ? NakedBarsMaxHealed : NakedBarsMax);
        if (barsHealed >= SettleBars)
        {
            CheckSettled(process);
        }
    }

    private void CheckDefects(SimulatedProcess process)
    {
        var engine = process.Engine!;
        world.Checks.Seen("no defect");
        world.Checks.Seen("I6 no impossible event");
        if (engine.Defect is { } defect)
        {
            world.Checks.Fail("no defect", $"{defect}");
        }

        if (engine.Book.IllegalCount > 0 || engine.Book.HaltedSymbols.Count > 0)
        {
            world.Checks.Fail("I6 no impossible event", string.Join("; ", engine.Book.Faults.Select(f => $"{f.Symbol} {f.TradeId} {f.Phase}: {f.Why}")));
        }
    }

    private void CheckFlat(SimulatedProcess process, VenueTruth truth)
    {
        world.Checks.Seen("I2 flat stays flat");
        if (process.Engine!.Emergency.Record is { IsRunOver: true } record && truth.WhyNotFlat is { } objection)
        {
            world.Checks.Fail("I2 flat stays flat", $"the run is {record.RunState} and the venue holds {objection}");
        }
    }

    /// <summary>What no trade explains nobody protects and nobody closes.</summary>
    private void CheckTrades(SimulatedProcess process, VenueTruth truth)
    {
        var engine = process.Engine!;
        world.Checks.Seen("every position is a trade's");
        foreach (var symbol in world.Market.Instruments.Select(i => i.Symbol))
        {
            var isNobodys = !engine.Emergency.IsLatched && truth.Account.Positions.Any(p => p.Symbol == symbol) && engine.Book.OpenFor(symbol) is null;
            var bars = _nobodys[symbol] = isNobodys ? _nobodys.GetValueOrDefault(symbol) + 1 : 0;
            if (bars > NobodysBarsMax)
            {
                world.Checks.Fail("every position is a trade's", $"{symbol} has been held for {bars} bars without a trade that explains it");
            }
        }
    }

    private void CheckProtection(SimulatedProcess process, VenueTruth truth, int barsMax)
    {
        var engine = process.Engine!;
        foreach (var gone in _naked.Keys.Where(s => !truth.Account.Positions.Any(p => p.Symbol == s)).ToArray())
        {
            _naked.Remove(gone);
        }

        foreach (var position in truth.Account.Positions)
        {
            world.Checks.Seen("every position has a stop");
            var isLookedAfter = engine.Emergency.IsLatched || HasStop(truth, position) || engine.Book.OpenFor(position.Symbol) is { Phase: TradePhase.Closing };
            var bars = _naked[position.Symbol] = isLookedAfter ? 0 : _naked.GetValueOrDefault(position.Symbol) + 1;
            if (bars > barsMax)
            {
                world.Checks.Fail("every position has a stop", $"{position.Symbol} {position.Direction} {position.Quantity} has had none for {bars} bars; trade {Describe(engine.Book.OpenFor(position.Symbol))}");
            }
        }
    }

    private static bool HasStop(VenueTruth truth, VenuePosition position) => truth.Conditionals.Any(o =>
        o.Symbol == position.Symbol && o.PositionSide == position.PositionSide && o.Type == OrderType.StopMarket && o.ReduceOnly && o.Side == position.Direction.ExitSide() && o.Quantity >= position.Quantity);

    private static string Describe(TradeState? trade) =>
        trade is null ? "none" : $"{trade.TradeId} {trade.Phase} [{string.Join(", ", trade.Orders.Select(o => $"{o.ClientOrderId} {o.Stage}"))}]";

    private void CheckSettled(SimulatedProcess process)
    {
        var engine = process.Engine!;
        world.Checks.Seen("liveness: a stop ends flat");
        world.Checks.Seen("liveness: unknown orders are resolved");
        if (engine.Unknown.Count > 0)
        {
            world.Checks.Fail("liveness: unknown orders are resolved", $"{engine.Unknown.Count} are still unknown {SettleBars} bars after everything works again");
        }

        if (engine.Emergency.Record is { IsRunOver: false } record && process.NowUtc - record.Latch.ActivatedAtUtc > TimeSpan.FromMinutes(SettleBars))
        {
            world.Checks.Fail("liveness: a stop ends flat", $"the run is {record.RunState} ({record.Detail}) {SettleBars} bars after everything works again; the venue holds {process.Truth().WhyNotFlat}");
        }
    }
}
