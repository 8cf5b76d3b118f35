using CsCheck;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>
/// Whole lives with protection, a partial target, refusals, funding and a liquidation. The venue's facts come in any order and one
/// to three times; an intent, which is our own, comes once and before its order's facts.
/// </summary>
public sealed class TradeFoldInterleavingTests
{
    private static readonly Gen<(Life Life, ulong Seed)> Lives = Gen.Select(
        Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 255], Gen.Enum<Direction>(), Gen.ULong,
        (entryFills, exits, fundings, choices, direction, seed) => (new Life(entryFills, exits, fundings, choices, direction), seed));

    [Fact]
    public void Fold_AnyInterleavingWithDuplicatesAndReplays_IsTheOrderedRunsState() => Lives.Sample(
        (life, seed) =>
        {
            var events = life.Events();
            var ordered = Fold(events, new SeededRandom(1), replays: false);
            var random = new SeededRandom(seed);

            Assert.Equal(Comparable(ordered), Comparable(Fold(Told(events, random), random, replays: true)));
        },
        iter: 5_000, threads: 1);

    [Fact]
    public void Fold_CutAnywhereStoredAndGoneOn_IsTheUncutRunsState() => Lives.Sample(
        (life, seed) =>
        {
            var random = new SeededRandom(seed);
            var told = Told(life.Events(), random);
            var cut = random.Next(told.Count) + 1;
            var whole = Fold(told, random, replays: false);
            var half = TradeStateJson.Read(TradeStateJson.Write(Fold(told.Take(cut).ToList(), random, replays: false)));
            var behind = random.Next(cut + 1); // the checkpoint may be behind the stored state
            for (var i = behind; i < told.Count; i++)
            {
                half = TradeFold.Apply(half, new JournaledEvent(i + 1, told[i])).After!;
            }

            Assert.Equal(TradeStateJson.Write(whole), TradeStateJson.Write(half));
        },
        iter: 3_000, threads: 1);

    private static TradeState Fold(List<TradeEvent> events, SeededRandom random, bool replays)
    {
        TradeState? state = null;
        for (var i = 0; i < events.Count; i++)
        {
            var result = TradeFold.Apply(state, new JournaledEvent(i + 1, events[i]));
            Assert.True(result.Outcome != TradeFoldOutcome.Illegal, result.Why);
            state = result.After;
            if (replays)
            {
                var again = random.Next(i + 1);
                Assert.Same(state, TradeFold.Apply(state, new JournaledEvent(again + 1, events[again])).After);
            }
        }

        return state!;
    }

    private static List<TradeEvent> Told(List<TradeEvent> events, SeededRandom random)
    {
        var rest = events.Skip(2).SelectMany(e => Enumerable.Repeat(e, IsVenueFact(e) ? 1 + random.Next(3) : 1)).ToList();
        for (var i = rest.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (rest[i], rest[j]) = (rest[j], rest[i]);
        }

        foreach (var intent in rest.OfType<OrderIntended>().ToList())
        {
            rest.Remove(intent);
            rest.Insert(rest.FindIndex(e => e is TradeOrderEvent o && o.ClientOrderId == intent.ClientOrderId), intent);
        }

        return [.. events.Take(2), .. rest];
    }

    /// <summary>Funding names nothing by which a second telling could be known; it is published once for each payment.</summary>
    private static bool IsVenueFact(TradeEvent e) => e is TradeOrderEvent and not OrderIntended and not OrderDenied;

    // How often and when the trade was told differs by intention.
    private static string Comparable(TradeState s) => TradeStateJson.Write(s with
    {
        Version = 0,
        LastSequence = 0,
        ClosedAtUtc = null,
        Orders = [.. s.Orders.OrderBy(o => o.ClientOrderId.Value, StringComparer.Ordinal)],
        OrdersOver = [.. s.OrdersOver.OrderBy(o => o.ClientOrderId.Value, StringComparer.Ordinal)],
    });

    private sealed record Life(int EntryFills, int Exits, int Fundings, int Choices, Direction Direction)
    {
        private bool Has(int choice) => (Choices & (1 << choice)) != 0;

        public List<TradeEvent> Events()
        {
            var t = new TradeScript(direction: Direction);
            var planned = EntryFills + (Has(0) ? 1m : 0m);
            List<TradeEvent> events = [t.Planned(planned), t.Intended(quantity: planned)];
            AddWhen(events, Has(1), t.Unknown());
            AddWhen(events, Has(2), t.Accepted());
            for (var i = 1; i <= EntryFills; i++)
            {
                events.Add(t.Filled(i, 1m, 100m + (i / 7m), remaining: planned - i));
            }

            AddWhen(events, Has(0), t.Ended());
            AddProtection(t, events);
            var left = EntryFills - AddPartial(t, events);
            AddExits(t, events, left);
            for (var i = 0; i < Fundings; i++)
            {
                events.Add(t.Funded(-0.1m * (i + 1)));
            }

            return events;
        }

        private void AddProtection(TradeScript t, List<TradeEvent> events)
        {
            if (Has(3))
            {
                events.AddRange([t.Intended(OrderPurpose.StopLoss, EntryFills, order: "stop0"), t.Rejected(OrderPurpose.StopLoss) with { ClientOrderId = ClientOrderId.Create("stop0") }]);
            }

            events.AddRange([t.Intended(OrderPurpose.StopLoss, EntryFills, order: "stop1"), t.Accepted(OrderPurpose.StopLoss, "stop1"), t.Ended(OrderPurpose.StopLoss, "stop1")]);
        }

        private decimal AddPartial(TradeScript t, List<TradeEvent> events)
        {
            if (!Has(4))
            {
                return 0m;
            }

            events.AddRange([t.Intended(OrderPurpose.PartialTakeProfit, EntryFills / 2m, order: "part"), t.Accepted(OrderPurpose.PartialTakeProfit, "part")]);
            events.Add(t.Filled(50, EntryFills / 2m, 103m, OrderPurpose.PartialTakeProfit, pnl: 1m, order: "part"));
            return EntryFills / 2m;
        }

        private void AddExits(TradeScript t, List<TradeEvent> events, decimal left)
        {
            for (var i = 1; i <= Exits; i++)
            {
                var isLast = i == Exits && Has(5);
                var quantity = isLast ? left : left / 4m;
                var order = $"exit{i}";
                if (isLast && Has(6))
                {
                    events.Add(t.Filled(100 + i, quantity, 90m, OrderPurpose.Exit, pnl: -i, order: "liquidated", liquidation: true));
                    break;
                }

                events.Add(t.Intended(OrderPurpose.Exit, quantity, $"REASON_{i}", order));
                AddWhen(events, Has(7), t.Unknown(OrderPurpose.Exit, order));
                events.AddRange([t.Accepted(OrderPurpose.Exit, order), t.Filled(100 + i, quantity, 101m + i, OrderPurpose.Exit, pnl: i, order: order)]);
                left -= quantity;
            }
        }

        private static void AddWhen(List<TradeEvent> events, bool when, TradeEvent e)
        {
            if (when)
            {
                events.Add(e);
            }
        }
    }
}
