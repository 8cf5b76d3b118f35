using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Checks;

/// <summary>I5 and I7: when nothing is under way any more, venue, ledger, book and journal tell one story.</summary>
internal static class QuiescenceChecks
{
    public static void Check(SimulatedWorld world, SimulatedProcess process)
    {
        if (!process.IsStarted)
        {
            world.Checks.Fail("liveness: the engine starts", "it has not come up by the end of the run");
            return;
        }

        foreach (var invariant in new[] { "liveness: the engine starts", "I5 the fold is the book", "I7 ledger is venue", "I7 trades are venue", "I7 no order without a trade" })
        {
            world.Checks.Seen(invariant);
        }

        world.Stops.Check(process.Engine!.Emergency.Record);
        var truth = process.Truth();
        CheckLedger(world, process, truth);
        CheckBook(world, process, truth);
        CheckOrders(world, process, truth);
        CheckJournal(world, process);
    }

    private static void CheckLedger(SimulatedWorld world, SimulatedProcess process, VenueTruth truth)
    {
        var ledger = process.Engine!.Ledger;
        if (ledger.Wallet != truth.Account.WalletBalance)
        {
            world.Checks.Fail("I7 ledger is venue", $"wallet {ledger.Wallet} against {truth.Account.WalletBalance}");
        }

        Compare(world, "I7 ledger is venue", ledger.Legs.Where(l => !l.IsFlat).ToDictionary(l => (l.Symbol, l.Side), l => l.SignedQuantity), truth);
    }

    private static void CheckBook(SimulatedWorld world, SimulatedProcess process, VenueTruth truth)
    {
        var held = process.Engine!.Book.Open
            .Where(t => t.QuantityOpen.Value != 0m)
            .GroupBy(t => (t.Symbol, t.PositionSide))
            .ToDictionary(g => g.Key, g => g.Sum(t => t.Direction.Sign() * t.QuantityOpen.Value));
        Compare(world, "I7 trades are venue", held, truth);
    }

    /// <summary>Every order that rests at the venue belongs to a trade that knows it; the rest would act on a stranger's position.</summary>
    private static void CheckOrders(SimulatedWorld world, SimulatedProcess process, VenueTruth truth)
    {
        var known = process.Engine!.Book.Open.SelectMany(t => t.Orders).Select(o => o.ClientOrderId.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var order in truth.Orders.Concat(truth.Conditionals).Where(o => !known.Contains(o.ClientOrderId)))
        {
            world.Checks.Fail("I7 no order without a trade", $"{order.ClientOrderId} ({order.Type} {order.Symbol}) rests at the venue and no open trade knows it");
        }
    }

    private static void CheckJournal(SimulatedWorld world, SimulatedProcess process)
    {
        foreach (var gone in world.Journal.ReadAfter(0).Select(j => j.Event).OfType<TradeNotAtVenue>())
        {
            world.Checks.Fail("no trade ends without its fills", $"{gone.TradeId} was said not to be at the venue, which has told every fill in the end");
        }

        if (process.JournalRefusals > 0)
        {
            return; // This process knows facts that the disk refused; the next one hears them from the venue.
        }

        var again = new TradeBook();
        foreach (var journaled in world.Journal.ReadAfter(0))
        {
            again.Apply(in journaled);
        }

        var (live, folded) = (Text(process.Engine!.Book), Text(again));
        if (live != folded)
        {
            world.Checks.Fail("I5 the fold is the book", $"live:\n{live}\nfrom the journal:\n{folded}");
        }
    }

    private static string Text(TradeBook book) =>
        string.Join('\n', book.Open.Concat(book.Recent).OrderBy(t => t.TradeId.Value, StringComparer.Ordinal).Select(TradeStateJson.Write));

    private static void Compare(SimulatedWorld world, string invariant, Dictionary<(Symbol Symbol, PositionSide Side), decimal> ours, VenueTruth truth)
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
