using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

public sealed class ExampleMessageTests
{
    /// <summary>What is not read, and why.</summary>
    private static readonly Dictionary<string, string> NotUsed = new()
    {
        ["AggTrades"] = "the public tape is not traded on",
        ["Book"] = "no order book is kept",
        ["BookTicker"] = "the engine trades on bars and marks",
        ["Concurrent"] = "two bars of which only the opening time is left; other intervals than ours",
        ["ConditionalTrigger"] = "deprecated; ALGO_UPDATE with REJECTED took its place",
        ["ContKlines"] = "bars of a contract kind, not of a symbol",
        ["Liquidations"] = "other people's",
        ["MiniTicker"] = "bars and marks say it",
        ["PartialBook"] = "no order book is kept",
        ["SymbolUpdates"] = "the rules are read anew by REST",
        ["Ticker"] = "bars and marks say it",
        ["TradeUpdate"] = "ORDER_TRADE_UPDATE says it too, with fee and status",
    };

    private static readonly Dictionary<string, Type> OfTheAccount = new()
    {
        ["AccountUpdate"] = typeof(UserEvent.Account),
        ["AlgoOrderUpdate"] = typeof(UserEvent.Algo),
        ["Leverage"] = typeof(UserEvent.Config),
        ["MarginUpdate"] = typeof(UserEvent.MarginCall),
        ["MultiAssetMode"] = typeof(UserEvent.Config),
        ["OrderUpdate"] = typeof(UserEvent.OrderTrade),
    };

    private static readonly string[] OfTheMarket = ["Klines", "MarkPrice"];

    [ExampleMessagesFact]
    public void EachExample_IsReadOrNamedAsNotUsed() =>
        Assert.Equal(ExampleMessages.Subscriptions, NotUsed.Keys.Concat(OfTheAccount.Keys).Concat(OfTheMarket).Order(StringComparer.Ordinal));

    [ExampleMessagesFact]
    public void AcknowledgementOfEachExample_IsReadAsOne() => Assert.All(ExampleMessages.Subscriptions, name =>
    {
        Assert.NotEmpty(ExampleMessages.Acknowledged(name));
        Assert.All(ExampleMessages.Acknowledged(name), frame => Assert.Equal(StreamFrameKind.Answer, StreamFrame.Read(frame).Kind));
    });

    [ExampleMessagesFact]
    public void ExamplesOfTheAccount_AreRead() => Assert.All(OfTheAccount, example =>
    {
        var reader = new UserEventReader();
        var frame = StreamFrame.Read(Assert.Single(ExampleMessages.Pushed(example.Key)));

        Assert.True(reader.TryRead(frame.Data, out var read, out _));
        Assert.IsType(example.Value, read);
        Assert.Equal("123"u8.ToArray(), frame.Stream.ToArray());
    });

    [ExampleMessagesFact]
    public void ExampleOfAnOrder_IsReadToTheLastField()
    {
        var o = Assert.IsType<UserEvent.OrderTrade>(Read("OrderUpdate")).Message.Order;

        Assert.Equal(
            ("BTCUSDT", "TEST", "SELL", "TRAILING_STOP_MARKET", 0.001m, 7103.04m, "NEW", "NEW", 8886774L, "USDT", 1568879465650L, "LONG"),
            (o.Symbol, o.ClientOrderId, o.Side, o.OriginalType, o.Quantity, o.StopPrice, o.Execution, o.Status, o.OrderId, o.FeeAsset, o.TradeMs, o.PositionSide));
    }

    [ExampleMessagesFact]
    public void ExampleOfAConditionalOrder_WithoutAnOrderId_IsRead()
    {
        var o = Assert.IsType<UserEvent.Algo>(Read("AlgoOrderUpdate")).Message.Order;

        Assert.Equal(("Q5xaq5EGKgXXa0fD7fs0Ip", 2148719L, "BNBUSDT", "CANCELED", 0L, 750m), (o.ClientAlgoId, o.AlgoId, o.Symbol, o.Status, o.OrderId, o.TriggerPrice));
    }

    [ExampleMessagesFact]
    public void ExampleOfAnAccount_IsRead()
    {
        var a = Assert.IsType<UserEvent.Account>(Read("AccountUpdate")).Message.Account;

        Assert.Equal(("ORDER", 122624.12345678m, 50.12345678m), (a.Reason, a.Balances![0].Wallet, a.Balances[0].Change));
        Assert.Equal([("BOTH", 0m), ("LONG", 20m), ("SHORT", -10m)], a.Positions!.Select(p => (p.PositionSide!, p.Amount)));
    }

    [ExampleMessagesFact]
    public void ExamplesOfTheMarket_AreRead()
    {
        var symbols = new WireSymbols([Symbol.Create("BTCUSDT")]);
        var mark = StreamFrame.Read(Assert.Single(ExampleMessages.Pushed("MarkPrice")));
        var reader = new System.Text.Json.Utf8JsonReader(mark.Data);
        Assert.True(reader.Read());
        Assert.True(WireMark.TryRead(ref reader, symbols, out var read));
        Assert.Equal((0, 11794.15m, 1562305380000L), (read.Symbol, read.Price, read.EventMs));

        var kline = StreamFrame.Read(Assert.Single(ExampleMessages.Pushed("Klines")));
        reader = new(kline.Data);
        Assert.True(reader.Read());
        Assert.True(WireKline.TryRead(ref reader, symbols, out var bar));
        Assert.Equal((0, 1638747660000L, false), (bar.Symbol, bar.OpenMs, bar.IsClosed));
        Assert.Null(bar.ToCandle(TimeSpan.FromMinutes(1))); // The example opens below its own low; no market does.
    }

    [ExampleMessagesFact]
    public void OtherExamples_AreNoErrors() => Assert.All(NotUsed.Keys.Except(["Concurrent"]), name =>
    {
        var frame = StreamFrame.Read(Assert.Single(ExampleMessages.Pushed(name)));

        Assert.Equal(StreamFrameKind.Event, frame.Kind);
        Assert.True(new UserEventReader().TryRead(frame.Data, out var read, out _));
        Assert.True(read is null || (read is UserEvent.Unread { Why: var why } && why.Contains("not known", StringComparison.Ordinal)), name);
    });

    private static UserEvent? Read(string name)
    {
        Assert.True(new UserEventReader().TryRead(StreamFrame.Read(Assert.Single(ExampleMessages.Pushed(name))).Data, out var read, out _));
        return read;
    }
}
