using CsCheck;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>The end of a trade that the venue does not hold, and fills that are told before and after it.</summary>
public sealed class TradeNotAtVenueTests
{
    private readonly TradeScript _t = new();

    [Fact]
    public void NotAtVenue_AnOpenTrade_IsOverWithoutAResult()
    {
        var result = Last([.. Opened(), _t.NotAtVenue()]);

        var s = result.After!;
        Assert.Equal((TradePhase.Closed, ExitReasons.NotAtVenue, 0m, 1m), (s.Phase, s.ExitReason, s.QuantityOpen.Value, s.QuantityUnexplained.Value));
        Assert.Null(s.ExitPrice);
        Assert.False(result.IsClosing); // nothing to be learned from
    }

    [Fact]
    public void NotAtVenue_ToldTwice_ChangesNothing()
    {
        var first = Last([.. Opened(), _t.NotAtVenue()]).After!;
        var again = TradeFold.Apply(first, new JournaledEvent(0, _t.NotAtVenue()));

        Assert.Equal(TradeFoldOutcome.Duplicate, again.Outcome);
        Assert.Same(first, again.After);
    }

    [Fact]
    public void NotAtVenue_TheExitWasToldFirst_ChangesNothing()
    {
        var closed = Last([.. Opened(), _t.Intended(OrderPurpose.Exit, 1m, "TIMEOUT"), _t.Filled(2, 1m, 103m, OrderPurpose.Exit)]).After!;

        Assert.Same(closed, TradeFold.Apply(closed, new JournaledEvent(9, _t.NotAtVenue())).After);
        Assert.Equal("TIMEOUT", closed.ExitReason);
    }

    [Fact]
    public void NotAtVenue_BeforeAnythingWasHeld_ChangesNothing()
    {
        var submitted = Last([_t.Planned(), _t.Intended()]).After!;

        Assert.Equal(TradeFoldOutcome.Duplicate, TradeFold.Apply(submitted, new JournaledEvent(9, _t.NotAtVenue())).Outcome);
    }

    /// <summary>Whatever is told after all counts, and what is never told stays unexplained.</summary>
    [Fact]
    public void NotAtVenue_FillsToldBeforeAndAfterItAndTwice_AreTheTradeThatTheyMake() => Gen.Select(Gen.Int[1, 5], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Bool, Gen.ULong).Sample(
        (exits, at, untold, again, seed) =>
        {
            var random = new SeededRandom(seed);
            var t = new TradeScript();
            List<TradeEvent> fills = [.. Enumerable.Range(0, exits).Select(i => t.Filled(10 + i, 1m, 101m + i, OrderPurpose.Exit, pnl: 1m + i))];
            List<TradeEvent> told = [.. fills.Take(Math.Max(0, exits - untold))];
            var entered = Entered(t, exits);
            var plain = Fold([.. entered, .. told]);
            told.Insert(Math.Min(at, told.Count), t.NotAtVenue(exits));
            if (again)
            {
                told.Insert(random.Next(told.Count + 1), told[random.Next(told.Count)]);
            }

            var s = Fold([.. entered, .. told]);

            Assert.Equal(plain.QuantityOpen.Value, s.QuantityUnexplained.Value);
            Assert.Equal(0m, s.QuantityOpen.Value);
            Assert.Equal(TradePhase.Closed, s.Phase);
            Assert.Equal(s.QuantityUnexplained.IsPositive ? ExitReasons.NotAtVenue : plain.ExitReason, s.ExitReason);
            Assert.Equal(Facts(plain), Facts(s));
        },
        iter: 3_000, threads: 1);

    private TradeEvent[] Opened() => Entered(_t, 1);

    private static TradeEvent[] Entered(TradeScript t, int quantity) => [t.Planned(quantity), t.Intended(quantity: quantity), t.Accepted(), t.Filled(1, quantity, 100m)];

    private static TradeState Fold(IReadOnlyList<TradeEvent> events) => Last(events).After!;

    private static TradeFoldResult Last(IReadOnlyList<TradeEvent> events)
    {
        TradeFoldResult result = default;
        for (var i = 0; i < events.Count; i++)
        {
            result = TradeFold.Apply(result.After, new JournaledEvent(i + 1, events[i]));
            Assert.True(result.Outcome != TradeFoldOutcome.Illegal, result.Why);
        }

        return result;
    }

    /// <summary>All but what says how it ended.</summary>
    private static string Facts(TradeState s) => TradeStateJson.Write(s with
    {
        Phase = TradePhase.Closed,
        QuantityOpen = Quantity.Zero,
        QuantityUnexplained = Quantity.Zero,
        ExitReason = "",
        ClosedAtUtc = null,
        Version = 0,
        LastSequence = 0,
    });
}
