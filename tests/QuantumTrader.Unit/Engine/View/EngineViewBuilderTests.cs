using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Unit.Engine.View;

public sealed class EngineViewBuilderTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly SeededIds _ids = new(5);
    private EngineViewBuilder _builder;

    public EngineViewBuilderTests() => _builder = Builder(_bench);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Build_BeforeTheFirstReading_SaysNothingInsteadOfZero()
    {
        using var bench = new EngineBench();
        _builder = Builder(bench);

        var view = _builder.Build();

        Assert.Null(view.Equity);
        Assert.Null(view.Peak);
        Assert.Null(view.Drawdown);
        Assert.Null(view.LastDataAtUtc);
        Assert.Null(view.PolicyVersion);
        Assert.Equal(TradingMode.Halted, view.Mode);
    }

    [Fact]
    public void Build_AStopThatIsNotAtTheVenue_IsNotShownAsPresent()
    {
        _bench.Open();

        Assert.False(Assert.Single(_builder.Build().Positions).StopPresent);

        _builder.EndOrders(_bench.Venue.Orders);
        Assert.True(Assert.Single(_builder.Build().Positions).StopPresent);
    }

    [Fact]
    public void Build_OursAndAStrangers_EachSaysWhoseItIs()
    {
        var trade = _bench.Open();
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        _bench.Venue.Hold(EngineBench.Eth, -0.3m);
        for (var i = 0; i < 3; i++)
        {
            _bench.Pass(_bench.Settings.Execution.ReconcileInterval);
            _bench.Await(_bench.Engine.ReconcileAsync);
        }

        _builder.EndOrders(_bench.Venue.Orders);
        var view = _builder.Build();

        Assert.Equal(
            [(EngineBench.Btc, (OrderOwner?)OrderOwner.Ours, trade.TradeId.Value), (EngineBench.Eth, OrderOwner.Stranger, null)],
            view.Positions.Select(p => (p.Symbol, p.Owner, p.Trade?.Value)));
        Assert.Equal((OrderOwner.Stranger, null), Owners(view, o => o.ClientOrderId == "by-hand").Single());
        Assert.Equal([((OrderOwner?)OrderOwner.Ours, (string?)trade.TradeId.Value)], Owners(view, o => o.ClientOrderId != "by-hand").Distinct());
    }

    /// <summary>One direction is ours; that it became the other is nobody's of ours.</summary>
    [Fact]
    public void Build_ALegThatTurned_IsAStrangers()
    {
        _bench.Open();
        _bench.Venue.Hold(EngineBench.Btc, -0.01m);
        for (var i = 0; i < 2; i++)
        {
            _bench.Pass(_bench.Settings.Execution.ReconcileInterval);
            _bench.Await(_bench.Engine.ReconcileAsync);
        }

        Assert.Equal(OrderOwner.Stranger, Assert.Single(_builder.Build().Positions).Owner);
    }

    [Fact]
    public void Build_WhatTheLastComparisonFound_IsShownAndNothingBeforeTheFirst()
    {
        Assert.Null(_builder.Build().Drift);
        _bench.Venue.Wallet = 9_000m;

        _bench.Await(_bench.Engine.ReconcileAsync);

        Assert.Equal(new Usd(-1_000m), _builder.Build().Drift!.Wallet);
    }

    private static IEnumerable<(OrderOwner? Owner, string? TradeId)> Owners(EngineView view, Func<OrderRow, bool> which) => view.Orders.Where(which).Select(o => (o.Owner, o.Trade?.Value));

    [Fact]
    public void Build_AStopThatTheVenueToldOf_IsShownBeforeTheNextListing()
    {
        _builder.EndOrders([]);
        _bench.Open();

        Assert.All(_bench.Venue.Orders, _builder.OnOrder);

        Assert.True(Assert.Single(_builder.Build().Positions).StopPresent);
    }

    [Fact]
    public void Build_DuringAStop_ShowsWhoSinceWhenAndWhy()
    {
        _bench.Stop("smoke");

        var view = _builder.Build();

        Assert.Equal((TradingMode.Halted, "tester", "smoke"), (view.Mode, view.ModeBy, view.ModeReason));
        Assert.Equal(_bench.Record!.Latch.ActivatedAtUtc, view.ModeSinceUtc);
    }

    [Fact]
    public void Build_TheJournalFails_SaysSo()
    {
        _bench.Journal.Fault = Fault.Fails;

        Assert.False(_builder.Build().Journal!.Ok);
    }

    [Fact]
    public void OnEvent_ADecision_IsFollowedToItsOutcome()
    {
        var signal = Signal();
        See(signal);
        Assert.Equal("", Assert.Single(_builder.Build().Decisions).Outcome);

        See(new OrderDenied(_ids.Next(), _bench.Now, TradeId.Create("1-1"))
        {
            Symbol = EngineBench.Btc,
            ClientOrderId = ClientOrderId.Create("a"),
            Purpose = OrderPurpose.Entry,
            Codes = ["MODE_HALTED"],
            Details = ["halted"],
            CorrelationId = signal.EventId,
        });

        Assert.Equal("denied", Assert.Single(_builder.Build().Decisions).Outcome);
        Assert.Equal(["MODE_HALTED"], Assert.Single(_builder.Build().Denials).Codes);
    }

    [Fact]
    public void OnEvent_Thousands_KeepsTheNewestFiftyAndForgetsTheRest()
    {
        var first = Signal();
        See(first);
        DomainEvent last = first;
        for (var i = 0; i < 2_000; i++)
        {
            See(last = Signal());
        }

        Assert.Equal(50, _builder.Build().Decisions.Count);
        See(Accepted(first.EventId)); // of a row that is gone
        See(Accepted(last.EventId));
        Assert.Equal("sent", _builder.Build().Decisions[0].Outcome);
        Assert.Equal(1, _builder.Build().Decisions.Count(d => d.Outcome.Length > 0));
    }

    [Fact]
    public void EquityCurve_ForDays_StaysBoundedInOrderAndKeepsBothEnds()
    {
        var began = _bench.Now;
        for (var i = 0; i < 10_000; i++)
        {
            _bench.Pass(TimeSpan.FromSeconds(1));
            _builder.AddEquityPoint();
        }

        var curve = _builder.Build().EquityCurve;
        Assert.InRange(curve.Count, 300, 720);
        Assert.Equal(curve.OrderBy(p => p.AtUtc), curve);
        Assert.True(curve[0].AtUtc - began <= TimeSpan.FromSeconds(1));
        Assert.True(_bench.Now - curve[^1].AtUtc <= TimeSpan.FromSeconds(32));
        Assert.Equal(new Usd(9_000m), curve[^1].LimitLine);
    }

    [Fact]
    public void EquityCurve_AskedFourTimesASecond_TakesOnePointASecond()
    {
        for (var i = 0; i < 40; i++)
        {
            _bench.Pass(TimeSpan.FromMilliseconds(250));
            _builder.AddEquityPoint();
        }

        Assert.InRange(_builder.Build().EquityCurve.Count, 10, 11);
    }

    private static EngineViewBuilder Builder(EngineBench bench) => new(bench.Engine, TradingEnvironment.Paper, "fake", bench.Journal, bench.Time);

    private void See(DomainEvent e) => _builder.OnEvent(new JournaledEvent(1, e));

    private SignalGenerated Signal() => new(_ids.Next(), _bench.Now)
    {
        Symbol = EngineBench.Btc,
        Action = SignalAction.Buy,
        Confidence = 0.7,
        ModelId = "scripted",
        ModelVersion = "1",
        Provenance = Provenance.Rule,
        BarCloseUtc = _bench.Now,
        Price = new Price(50_000m),
    };

    private OrderAccepted Accepted(Guid correlationId) => new(_ids.Next(), _bench.Now, TradeId.Create("1-1"))
    {
        Symbol = EngineBench.Btc,
        ClientOrderId = ClientOrderId.Create("a"),
        Purpose = OrderPurpose.Entry,
        VenueOrderId = 1,
        CorrelationId = correlationId,
    };
}
