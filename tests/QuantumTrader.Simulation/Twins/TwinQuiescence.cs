using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Twins;

/// <summary>When nothing is under way any more: one engine leads, and venue, ledger, book, journal and shared store tell one story.</summary>
internal static class TwinQuiescence
{
    public static void Check(TwinWorld world)
    {
        if (world.Leader is not { Engine: { } engine } leader)
        {
            world.Checks.Fail("liveness: one engine leads", "none does by the end of the run");
            return;
        }

        var truth = world.Venue.Truth();
        if (engine.Ledger.Wallet != truth.Account.WalletBalance)
        {
            world.Checks.Fail("ledger is venue", $"wallet {engine.Ledger.Wallet} against {truth.Account.WalletBalance}");
        }

        Compare(world, "ledger is venue", engine.Ledger.Legs.Where(l => !l.IsFlat).ToDictionary(l => (l.Symbol, l.Side), l => l.SignedQuantity), truth);
        Compare(world, "trades are venue", Held(engine.Book.Open), truth);
        CheckOrders(world, engine.Book, truth);
        CheckFold(world, leader);
        CheckEnds(world);
        if (engine.Emergency.IsLatched && truth.WhyNotFlat is { } objection)
        {
            world.Checks.Fail("stopped is flat", objection);
        }
    }

    private static void CheckOrders(TwinWorld world, TradeBook book, VenueTruth truth)
    {
        var known = book.Open.SelectMany(t => t.Orders).Select(o => o.ClientOrderId.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var order in truth.Orders.Concat(truth.Conditionals).Where(o => !known.Contains(o.ClientOrderId)))
        {
            world.Checks.Fail("no order without a trade", $"{order.ClientOrderId} ({order.Type} {order.Symbol}) rests at the venue and no open trade knows it; {Of(book, order.ClientOrderId)}");
        }

        foreach (var position in truth.Account.Positions)
        {
            var isLookedAfter = book.OpenFor(position.Symbol) is { Phase: TradePhase.Closing or TradePhase.PartiallyFilled }
                || truth.Conditionals.Any(o => o.Symbol == position.Symbol && o.Type == OrderType.StopMarket && o.Side == position.Direction.ExitSide() && o.Quantity >= position.Quantity);
            // A stop that was triggered and filled in part is a regular order until its rest is filled.
            isLookedAfter |= truth.Orders.Any(o => o.Symbol == position.Symbol && o.ReduceOnly && o.Side == position.Direction.ExitSide());
            if (!isLookedAfter)
            {
                var trade = book.OpenFor(position.Symbol);
                world.Checks.Fail("every position has a stop", $"{position.Symbol} {position.Direction} {position.Quantity} at {position.EntryPrice}; {(trade is null ? "no trade" : Describe(trade))}");
            }
        }
    }

    private static void CheckEnds(TwinWorld world)
    {
        foreach (var gone in world.Machines.SelectMany(m => m.Journal.ReadAfter(0)).Select(j => j.Event).OfType<TradeNotAtVenue>())
        {
            world.Checks.Fail("no trade ends without its fills", $"{gone.TradeId} was said not to be at the venue, which has told every fill in the end");
        }
    }

    private static string Of(TradeBook book, string clientOrderId) =>
        ClientOrderIds.TryParse(clientOrderId, out var id, out _) && book.Find(id) is { } trade
            ? Describe(trade)
            : "its trade is not known";

    private static string Describe(TradeState trade) =>
        $"{trade.TradeId} {trade.Phase} {trade.ModelId} {trade.QuantityOpen} of {trade.QuantityEntered} [{string.Join(", ", trade.Orders.Select(o => $"{o.ClientOrderId} {o.Quantity} {o.TriggerPrice} {o.Stage}"))}] over [{string.Join(", ", trade.OrdersOver.Select(o => $"{o.ClientOrderId} {o.Filled}"))}]";

    /// <summary>What the next start would find, with and without the shared store.</summary>
    private static void CheckFold(TwinWorld world, TwinProcess leader)
    {
        var machine = leader.Machine;
        var journal = new ProcessJournal(machine.Journal, new ProcessGate(), () => false, isSlow: false, world.Time);
        var shared = new TwinTradeStore(world.Stores, leader.Lease, machine.JournalId, () => false);
        foreach (var from in new ITradeStateStore?[] { null, shared })
        {
            var again = TradeBookRestore.FromAsync(machine.Trades, journal, machine.JournalId, from, CancellationToken.None).GetAwaiter().GetResult(); // in memory: complete before it returns
            var (live, folded) = (Text(leader.Engine!.Book), Text(again.Book));
            if (live != folded)
            {
                world.Checks.Fail("the fold is the book", $"{(from is null ? "without" : "with")} the shared store, live:\n{live}\nfolded:\n{folded}");
            }
        }
    }

    private static string Text(TradeBook book) =>
        string.Join('\n', book.Open.OrderBy(t => t.TradeId.Value, StringComparer.Ordinal).Select(TradeStateJson.Write));

    private static Dictionary<(Symbol, PositionSide), decimal> Held(IEnumerable<TradeState> trades) => trades
        .Where(t => t.QuantityOpen.Value != 0m)
        .GroupBy(t => (t.Symbol, t.PositionSide))
        .ToDictionary(g => g.Key, g => g.Sum(t => t.Direction.Sign() * t.QuantityOpen.Value));

    private static void Compare(TwinWorld world, string invariant, Dictionary<(Symbol Symbol, PositionSide Side), decimal> ours, VenueTruth truth)
    {
        var theirs = truth.Account.Positions.ToDictionary(p => (p.Symbol, Side: p.PositionSide), p => p.Direction.Sign() * p.Quantity.Value);
        foreach (var leg in ours.Keys.Union(theirs.Keys))
        {
            if (ours.GetValueOrDefault(leg) != theirs.GetValueOrDefault(leg))
            {
                world.Checks.Fail(invariant, $"{leg.Symbol} {leg.Side} {ours.GetValueOrDefault(leg)} against {theirs.GetValueOrDefault(leg)}");
            }
        }
    }
}
