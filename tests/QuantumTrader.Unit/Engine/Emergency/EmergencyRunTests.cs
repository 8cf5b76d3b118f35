using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>The run: what is canceled and closed, in which order, and when it may say flat.</summary>
public sealed class EmergencyRunTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_WithNothingOpen_IsFlatAfterTwoReadingsASecondApart()
    {
        var readings = new List<DateTimeOffset>();
        _bench.Venue.OnAsk = question =>
        {
            if (question == "account" && _bench.Record?.RunState == EmergencyRunState.Verifying)
            {
                readings.Add(_bench.Now);
            }
        };

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);

        Assert.Equal(2, readings.Count);
        Assert.True(readings[1] - readings[0] >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Run_CancelsRegularOrdersThenClosesAndOnlyThenCancelsTheStop()
    {
        var trade = _bench.Open();
        Place("by-hand", OrderSide.Buy, OrderType.Limit, reduceOnly: false);
        Place("hand-stop", OrderSide.Buy, OrderType.StopMarket, reduceOnly: false);
        _bench.Venue.Calls.Clear();

        _bench.StopAndFlatten();

        Assert.Equal(["cancelAll BTCUSDT", "cancel hand-stop", _bench.Venue.Calls[2], "cancelAllConditional BTCUSDT"], _bench.Venue.Calls);
        Assert.StartsWith("submit qtx-", _bench.Venue.Calls[2], StringComparison.Ordinal);
        Assert.EndsWith("Sell 0.01 Market", _bench.Venue.Calls[2], StringComparison.Ordinal);
        Assert.Empty(_bench.Venue.Orders);
        Assert.Equal(ExitReasons.Emergency, _bench.Trade(trade.TradeId).ExitReason);
    }

    [Fact]
    public void Run_EachStepIsOnDiskBeforeTheNextBegins()
    {
        _bench.Open();

        _bench.StopAndFlatten();

        EmergencyRunState[] expected = [EmergencyRunState.Latched, EmergencyRunState.Cancelling, EmergencyRunState.Closing, EmergencyRunState.Closing, EmergencyRunState.Verifying, EmergencyRunState.Flat];
        Assert.Equal(expected, _bench.Latches.Saves.Select(s => s.RunState));
        Assert.Equal(1, _bench.Latches.Saves[3].LastAttempt); // before the close of that number went out
        Assert.Equal(expected.Skip(1), _bench.Of<EmergencyRunAdvanced>().Select(e => e.State));
    }

    [Fact]
    public void Run_AConditionalOrderThatCanOnlyReduceInHedgeMode_Stays()
    {
        _bench.Open();
        Place("leg-stop", OrderSide.Sell, OrderType.StopMarket, reduceOnly: false, PositionSide.Long);
        Place("leg-more", OrderSide.Buy, OrderType.StopMarket, reduceOnly: false, PositionSide.Long);
        _bench.Venue.Calls.Clear();

        _bench.StopAndFlatten();

        var close = _bench.Venue.Calls.FindIndex(c => c.StartsWith("submit", StringComparison.Ordinal));
        Assert.Contains("cancel leg-more", _bench.Venue.Calls[..close]);
        Assert.DoesNotContain("cancel leg-stop", _bench.Venue.Calls[..close]);
    }

    [Fact]
    public void Run_TheOpenOrdersCannotBeRead_CancelsThoseOfEverySymbol()
    {
        _bench.Venue.Fails.Add("orders");
        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Contains("cancelAll BTCUSDT", _bench.Venue.Calls);
        Assert.Contains("cancelAll ETHUSDT", _bench.Venue.Calls);
        Assert.False(_bench.Record!.IsRunOver);
    }

    [Fact]
    public void Run_TwoPositions_ClosesTheLargestFirstAndBoth()
    {
        _bench.Venue.Hold(EngineBench.Eth, -0.5m);
        _bench.Venue.Hold(EngineBench.Btc, 0.2m);

        _bench.StopAndFlatten();

        Assert.Equal(["Buy 0.5 Market", "Sell 0.2 Market"], _bench.Venue.Sent("submit").Select(c => string.Join(' ', c.Split(' ')[2..])));
    }

    [Fact]
    public void Run_APositionLargerThanOneOrder_IsClosedInChunks()
    {
        _bench.Venue.Hold(EngineBench.Btc, 250m);

        _bench.StopAndFlatten();

        Assert.Equal(["100", "100", "50"], _bench.Venue.Sent("submit").Select(c => c.Split(' ')[3]));
        Assert.Equal(3, _bench.Venue.Sent("submit").Select(c => c.Split(' ')[1]).Distinct().Count());
    }

    [Fact]
    public void Run_DustThatNoOrderCanClose_EndsFlatExceptDustWithTheList()
    {
        _bench.Venue.Hold(EngineBench.Btc, 1.0004m);

        var record = _bench.StopAndFlatten();

        Assert.Equal(EmergencyRunState.FlatExceptDust, record.RunState);
        Assert.Equal("BTCUSDT 0.0004", record.Detail);
        Assert.Single(_bench.Venue.Sent("submit"));
    }

    [Fact]
    public void Run_ACloseThatFillsInPart_ClosesTheRestWithAnotherId()
    {
        _bench.Venue.Hold(EngineBench.Btc, 1m);
        var share = 0.4m;
        _bench.Venue.FillsOf = i => decimal.Round(i.Quantity.Value * share, 3);
        _bench.Stop();
        share = 1m;

        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");

        Assert.Equal(["1", "0.6"], _bench.Venue.Sent("submit").Select(c => c.Split(' ')[3]));
        Assert.EndsWith("-B2", _bench.Venue.Sent("submit").Last().Split(' ')[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ReduceOnlyRefusedWhilePositionStays_UncoversItAndClosesThen()
    {
        _bench.Open();
        _bench.Venue.Calls.Clear();
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.Emergency && _bench.Venue.Orders.Count > 0
            ? new SubmitOutcome.Rejected(VenueCodes.ReduceOnlyRejected, "ReduceOnly Order is rejected.")
            : null;

        _bench.StopAndFlatten();

        var calls = _bench.Venue.Calls.Select(c => c.Split(' ')[0]).ToArray();
        Assert.Equal(["submit", "cancelAllConditional", "submit"], calls);
    }

    [Fact]
    public void Run_ReduceOnlyRefusedBecauseItIsFlat_LeavesTheStopsOfOthersAlone()
    {
        _bench.Open();
        _bench.Venue.Outcome = i =>
        {
            if (i.Purpose != OrderPurpose.Emergency)
            {
                return null;
            }

            _bench.Venue.Hold(i.Symbol, 0m); // a stop was faster
            return new SubmitOutcome.Rejected(VenueCodes.ReduceOnlyRejected, "ReduceOnly Order is rejected.");
        };

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        Assert.Single(_bench.Venue.Sent("submit qtx-"));
    }

    /// <summary>Opened by hand, or by a process that led meanwhile: its close belongs to no trade here and makes none impossible.</summary>
    [Fact]
    public void Run_APositionAgainstTheTradeThatIsOpenHere_IsClosedInNoTradesName()
    {
        var intent = _bench.Plan(Direction.Short);
        _bench.Venue.Hold(EngineBench.Btc, 0.02m);

        _bench.StopAndFlatten();

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.All(_bench.Of<TradeOrderEvent>().Where(e => e.Purpose == OrderPurpose.Emergency), e => Assert.Equal("x-BTCUSDT", e.TradeId.Value));
        Assert.Equal(TradePhase.Planned, _bench.Trade(intent.TradeId).Phase);
        Assert.Empty(_bench.Book.Faults);
    }

    [Fact]
    public void Run_AnEntryThatFillsBetweenTheTwoReadings_IsClosedBeforeItSaysFlat()
    {
        var filled = false;
        _bench.Venue.OnAsk = question =>
        {
            if (question == "conditionals" && _bench.Record?.RunState == EmergencyRunState.Verifying && !filled)
            {
                filled = true;
                _bench.Venue.Hold(EngineBench.Btc, 0.3m);
            }
        };

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        Assert.True(filled);
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Contains(_bench.Venue.Sent("submit"), c => c.EndsWith("Sell 0.3 Market", StringComparison.Ordinal));
    }

    private void Place(string id, OrderSide side, OrderType type, bool reduceOnly, PositionSide leg = PositionSide.Both) => _bench.Venue.Orders.Add(new VenueOrder
    {
        VenueOrderId = 900,
        ClientOrderId = id,
        Symbol = EngineBench.Btc,
        Side = side,
        Type = type,
        Status = VenueOrderStatus.New,
        Quantity = new Quantity(1m),
        FilledQuantity = Quantity.Zero,
        ReduceOnly = reduceOnly,
        PositionSide = leg,
        UpdatedAtUtc = _bench.Now,
    });
}
