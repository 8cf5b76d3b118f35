using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>Positions and orders that are not ours are told once, and left alone or adopted as the settings say.</summary>
public sealed class StrangerWatchTests
{
    private static readonly EngineSettings Adopting = new() { Execution = new ExecutionOptions { StrangerPositions = StrangerRule.Adopt } };

    [Fact]
    public void Start_AHandPlacedPositionAndOrder_AreToldOnceEachAndLeftAlone()
    {
        using var old = EngineBench.Started();
        old.Do(() => old.Venue.Tell("web_4711", EngineBench.Btc, OrderSide.Buy, 0.02m, 50_000m));
        old.Place("web_4712", OrderSide.Sell, OrderType.Limit);
        using var bench = new EngineBench(venueOf: old);
        bench.Await(() => bench.Engine.StartAsync(null));

        Reconcile(bench, 12);

        Assert.Equal(
            [(StrangerKind.Position, 0.02m, OrderSide.Buy, (string?)null), (StrangerKind.Order, 1m, OrderSide.Sell, "web_4712")],
            bench.Of<StrangerFound>().Select(s => (s.Kind, s.Quantity.Value, s.Side, s.ClientOrderId)));
        Assert.All(bench.Of<StrangerFound>(), s => Assert.Null(s.AdoptedAs));
        Assert.Empty(bench.Venue.Calls);
        Assert.Contains(bench.Journal.ReadAfter(0), e => e.Event is StrangerFound);
    }

    [Fact]
    public void Run_APositionThatAppears_IsToldOnceAndAnewWhenItWasGone()
    {
        using var bench = EngineBench.Started();
        bench.Venue.Hold(EngineBench.Eth, -0.3m);
        Reconcile(bench, 10);
        Assert.Equal((EngineBench.Eth, OrderSide.Sell, 0.3m), Of(Assert.Single(bench.Of<StrangerFound>())));
        var intent = bench.Plan(symbol: EngineBench.Eth);
        Assert.Equal(DenialSet.SymbolBlocked, bench.Denials(intent) & DenialSet.SymbolBlocked);

        bench.Venue.Hold(EngineBench.Eth, 0m);
        Reconcile(bench, 5);
        bench.Venue.Hold(EngineBench.Eth, -0.3m);
        Reconcile(bench, 10);

        Assert.Equal(2, bench.Of<StrangerFound>().Count());
    }

    [Fact]
    public void Run_AnOrderThatAppears_IsToldTheSecondTimeItIsSeenAndNotAgain()
    {
        using var bench = EngineBench.Started();
        bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        Reconcile(bench, 3);
        Assert.Empty(bench.Of<StrangerFound>());

        Reconcile(bench, 9);

        Assert.Equal("by-hand", Assert.Single(bench.Of<StrangerFound>()).ClientOrderId);
        Assert.Empty(bench.Venue.Sent("cancel"));
    }

    [Fact]
    public void Run_OurOwnTradesAndTheirOrders_AreNoStrangers()
    {
        using var bench = EngineBench.Started();
        bench.Open();
        bench.Open(Direction.Short, symbol: EngineBench.Eth);
        bench.Place("autoclose-1", OrderSide.Buy, OrderType.Limit); // the venue's own

        Reconcile(bench, 12);

        Assert.Empty(bench.Of<StrangerFound>());
    }

    [Fact]
    public void Run_MoreThanOurTradeHolds_IsAStrangersForTheRest()
    {
        using var bench = EngineBench.Started();
        bench.Open();
        bench.Venue.Hold(EngineBench.Btc, 0.05m);

        Reconcile(bench, 10);

        Assert.Equal((EngineBench.Btc, OrderSide.Buy, 0.04m), Of(Assert.Single(bench.Of<StrangerFound>())));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Adopt_AHandPlacedPosition_BecomesATradeWithAStop(bool atStart)
    {
        using var bench = new EngineBench(settings: Adopting);
        if (atStart)
        {
            bench.Venue.Hold(EngineBench.Eth, -0.3m);
        }

        bench.Await(() => bench.Engine.StartAsync(null));
        bench.Step();
        bench.Venue.Hold(EngineBench.Eth, -0.3m);
        Reconcile(bench, 10);

        var found = Assert.Single(bench.Of<StrangerFound>());
        var trade = bench.Trade(TradeId.Create(found.AdoptedAs!));
        Assert.Equal((TradePhase.Open, Direction.Short, 0.3m), (trade.Phase, trade.Direction, trade.QuantityOpen.Value));
        var stop = Assert.Single(bench.Venue.Orders, o => o.Type == OrderType.StopMarket);
        Assert.Equal((EngineBench.Eth, OrderSide.Buy, true), (stop.Symbol, stop.Side, stop.ReduceOnly));
        Assert.Single(bench.Of<TradeRecovered>());
    }

    [Fact]
    public void Adopt_WhatOursHoldsAPartOf_IsLeftAlone()
    {
        using var bench = EngineBench.Started(Adopting);
        bench.Open();
        bench.Venue.Hold(EngineBench.Btc, 0.05m);

        Reconcile(bench, 10);

        Assert.Null(Assert.Single(bench.Of<StrangerFound>()).AdoptedAs);
        Assert.Empty(bench.Of<TradeRecovered>());
    }

    private static (Symbol Symbol, OrderSide Side, decimal Quantity) Of(StrangerFound found) => (found.Symbol, found.Side, found.Quantity.Value);

    private static void Reconcile(EngineBench bench, int times)
    {
        for (var i = 0; i < times; i++)
        {
            bench.Pass(bench.Settings.Execution.ReconcileInterval);
            bench.Await(bench.Engine.ReconcileAsync);
        }
    }
}
