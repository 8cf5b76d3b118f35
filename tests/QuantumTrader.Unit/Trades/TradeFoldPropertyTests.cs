using CsCheck;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

public sealed class TradeFoldPropertyTests
{
    /// <summary>What happened to a trade, and a seed for the order in which it is told.</summary>
    private static readonly Gen<(Life Life, ulong Seed)> Lives = Gen.Select(
        Gen.Int[1, 5], Gen.Int[0, 3], Gen.Bool, Gen.Bool, Gen.Enum<Direction>(), Gen.ULong,
        (entryFills, exitFills, isCutShort, isFlattened, direction, seed) => (new Life(entryFills, exitFills, isCutShort, isFlattened, direction), seed));

    [Fact]
    public void Fold_VenueFactsInAnyOrderTwiceAndReplayed_GiveTheSameTrade() => Lives.Sample(
        (life, seed) =>
        {
            var events = life.Events();
            var told = Fold(events);
            var shuffled = Fold(Shuffled(events, new SeededRandom(seed)));

            Assert.Equal(Comparable(told), Comparable(shuffled));
        },
        iter: 5000, threads: 1);

    [Fact]
    public void Fold_AnyTrade_ConservesItsFills() => Lives.Sample(
        (life, seed) =>
        {
            var events = life.Events();
            var s = Fold(Shuffled(events, new SeededRandom(seed)));
            var fills = events.OfType<OrderFilled>().ToArray();

            Assert.Equal(fills.Where(f => f.Purpose == OrderPurpose.Entry).Sum(f => f.Quantity.Value), s.QuantityEntered.Value);
            Assert.Equal(fills.Where(f => f.Purpose != OrderPurpose.Entry).Sum(f => f.Quantity.Value), (s.QuantityEntered - s.QuantityOpen).Value);
            Assert.Equal(fills.Sum(f => f.Fee.Value), s.Fees.Value);
            Assert.Equal(fills.Sum(f => f.RealisedPnl.Value), s.GrossPnl.Value);
            Assert.Equal(fills.Select(f => f.FillId).Order(), s.FillIds);
            Assert.Equal(s.QuantityOpen.Value == 0m, s.Phase == TradePhase.Closed);
        },
        iter: 5000, threads: 1);

    private static TradeState Fold(List<TradeEvent> events)
    {
        TradeState? state = null;
        long sequence = 0;
        var random = new SeededRandom((ulong)events.Count);
        foreach (var e in events)
        {
            var journaled = new JournaledEvent(++sequence, e);
            var result = TradeFold.Apply(state, journaled);
            Assert.True(result.Outcome != TradeFoldOutcome.Illegal, result.Why);
            state = result.After!;
            if (random.Next(3) == 0)
            {
                Assert.Same(state, TradeFold.Apply(state, journaled).After); // replayed
            }
        }

        return state!;
    }

    /// <summary>Intents keep their place before their order's facts; facts move freely and some are told twice.</summary>
    private static List<TradeEvent> Shuffled(List<TradeEvent> events, SeededRandom random)
    {
        var rest = events.Skip(2).ToList();
        rest.AddRange(rest.Where(e => e is TradeOrderEvent and not OrderIntended && random.Next(3) == 0).ToList());
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

    // How often and when the trade was told is left out: it differs by intention.
    private static string Comparable(TradeState s) => TradeStateJson.Write(s with
    {
        Version = 0,
        LastSequence = 0,
        ClosedAtUtc = null,
        OrdersOver = [.. s.OrdersOver.OrderBy(o => o.ClientOrderId.Value, StringComparer.Ordinal)],
    });

    private sealed record Life(int EntryFills, int ExitFills, bool IsCutShort, bool IsFlattened, Direction Direction)
    {
        public List<TradeEvent> Events()
        {
            var t = new TradeScript(direction: Direction);
            var ordered = EntryFills + (IsCutShort ? 1m : 0m);
            List<TradeEvent> events = [t.Planned(ordered), t.Intended(quantity: ordered), t.Unknown(), t.Accepted()];
            for (var i = 1; i <= EntryFills; i++)
            {
                events.Add(t.Filled(i, 1m, 100m + (i / 7m), remaining: ordered - i));
            }

            if (IsCutShort)
            {
                events.Add(t.Ended());
            }

            events.AddRange([t.Intended(OrderPurpose.StopLoss, EntryFills), t.Accepted(OrderPurpose.StopLoss)]);
            AddExits(t, events);
            events.Add(t.Ended(OrderPurpose.StopLoss));
            return events;
        }

        private void AddExits(TradeScript t, List<TradeEvent> events)
        {
            var exits = IsFlattened ? Math.Max(1, ExitFills) : 0;
            var left = (decimal)EntryFills;
            for (var i = 1; i <= exits; i++)
            {
                var quantity = i == exits ? left : left / 4m;
                var order = $"exit{i}";
                events.AddRange([t.Intended(OrderPurpose.Exit, quantity, $"REASON_{i}", order), t.Accepted(OrderPurpose.Exit, order)]);
                events.Add(t.Filled(100 + i, quantity, 101m + i, OrderPurpose.Exit, pnl: i, order: order));
                left -= quantity;
            }
        }
    }
}
