using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

/// <summary>A paper venue with one or two symbols and a market that the test moves. Exact by default: no spread, slippage, part fills or funding.</summary>
internal sealed class VenueBench
{
    public static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    public static readonly Symbol Eth = Symbol.Create("ETHUSDT");
    public static readonly DateTimeOffset Start = new(2025, 3, 1, 1, 0, 0, TimeSpan.Zero);

    public static readonly PaperSettings Exact = new()
    {
        HalfSpreadBps = 0m,
        SlippageBps = 0m,
        SlippageBpsPerMillion = 0m,
        PartialFillProbability = Fraction.Zero,
        FundingRate = Fraction.Zero,
        TakerFee = new(0.0004m),
        MakerFee = new(0.0002m),
        LatencyMin = TimeSpan.Zero,
        LatencyMax = TimeSpan.Zero,
    };

    public static readonly Instrument[] Instruments = [Rules(Btc), Rules(Eth)];

    private int _ids;

    public VenueBench(PaperSettings? settings = null, ulong seed = 7, Instrument[]? instruments = null) =>
        Venue = new(settings ?? Exact, instruments ?? Instruments, seed);

    public PaperVenue Venue { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    public AccountSnapshot Account => Venue.Account(Now);

    public VenuePosition? Position => Account.Positions.SingleOrDefault();

    public decimal Wallet => Account.WalletBalance.Value;

    public IReadOnlyList<VenueFill> Fills => Venue.FillsAfter(0);

    public VenueFill LastFill => Fills[^1];

    public static Instrument Rules(Symbol symbol) => new()
    {
        Symbol = symbol,
        TickSize = 0.1m,
        StepSize = 0.001m,
        QuantityMin = new(0.001m),
        QuantityMax = new(1_000m),
        MarketQuantityMax = new(100m),
        NotionalMin = new(5m),
        LeverageMax = new(100m),
    };

    public VenueBench At(decimal price, Symbol? symbol = null) => Bar(price, price, price, price, symbol);

    /// <summary>The next minute.</summary>
    public VenueBench Bar(decimal open, decimal high, decimal low, decimal close, Symbol? symbol = null)
    {
        Venue.OnBar(new(symbol ?? Btc, Candle(open, high, low, close)), Now);
        Now += TimeSpan.FromMinutes(1);
        return this;
    }

    public Candle Candle(decimal open, decimal high, decimal low, decimal close) =>
        new(Now, TimeSpan.FromMinutes(1), new(open), new(high), new(low), new(close), new(1m), new(1m));

    public VenueBench Skip(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public OrderIntent Intent(OrderSide side, decimal quantity, OrderType type = OrderType.Market, decimal? price = null, bool reduceOnly = false, PositionSide leg = PositionSide.Both, string? id = null, Symbol? symbol = null) => new()
    {
        ClientOrderId = ClientOrderId.Create(id ?? $"o{++_ids}"),
        TradeId = TradeId.Create("1-1"),
        Symbol = symbol ?? Btc,
        Side = side,
        Type = type,
        Purpose = reduceOnly ? OrderPurpose.Exit : OrderPurpose.Entry,
        Quantity = new(quantity),
        ReduceOnly = reduceOnly,
        PositionSide = leg,
        LimitPrice = type == OrderType.Limit && price is { } limit ? new Price(limit) : null,
        TriggerPrice = type.IsConditional() && price is { } trigger ? new Price(trigger) : null,
    };

    public SubmitOutcome Send(OrderIntent intent) => Venue.Submit(intent, Now);

    public SubmitOutcome Buy(decimal quantity, bool reduceOnly = false, PositionSide leg = PositionSide.Both, Symbol? symbol = null) =>
        Send(Intent(OrderSide.Buy, quantity, reduceOnly: reduceOnly, leg: leg, symbol: symbol));

    public SubmitOutcome Sell(decimal quantity, bool reduceOnly = false, PositionSide leg = PositionSide.Both, Symbol? symbol = null) =>
        Send(Intent(OrderSide.Sell, quantity, reduceOnly: reduceOnly, leg: leg, symbol: symbol));

    public ClientOrderId Place(OrderSide side, decimal quantity, OrderType type, decimal price, bool reduceOnly = true)
    {
        var intent = Intent(side, quantity, type, price, reduceOnly);
        Assert.IsType<SubmitOutcome.Accepted>(Send(intent));
        return intent.ClientOrderId;
    }

    public VenueOrder Find(ClientOrderId id) => Assert.IsType<OrderLookup.Found>(Venue.FindOrder(Btc, id)).Order;

    public IReadOnlyList<ExchangeUpdate> Drain()
    {
        List<ExchangeUpdate> updates = [];
        while (Venue.TryTakeUpdate(out var update)) updates.Add(update);
        return updates;
    }

    public static void AssertRejected(int code, SubmitOutcome outcome) =>
        Assert.Equal(code, Assert.IsType<SubmitOutcome.Rejected>(outcome).VenueCode);
}
