using System.IO.Hashing;
using System.Text;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Events;

internal static class TestEvents
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Guid Id = new("00000000-0000-0000-0000-000000000001");
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    private static readonly TradeId Trade = TradeId.Create("1-1");
    private static readonly ClientOrderId Order = ClientOrderId.Create("qt1-1-e");

    public static OrderFilled Filled(decimal price, decimal quantity) => new(Id, At, Trade)
    {
        Symbol = Btc,
        ClientOrderId = Order,
        Purpose = OrderPurpose.Entry,
        FillId = 5,
        Side = OrderSide.Buy,
        Price = new(price),
        Quantity = new(quantity),
        Remaining = Quantity.Zero,
        Fee = new(0.02m),
        RealisedPnl = Usd.Zero,
    };

    public static OrderEnded Ended(string reason) => new(Id, At, Trade) { Symbol = Btc, ClientOrderId = Order, Purpose = OrderPurpose.Entry, Reason = reason };

    public static TradePlanned Planned() => new(Id, At, Trade)
    {
        Symbol = Btc,
        Direction = Direction.Long,
        Quantity = new(1m),
        Leverage = new(3m),
        ReferencePrice = new(100m),
        Confidence = 0.7,
        ModelId = "trend",
        ModelVersion = "1",
        SizingState = "s",
        SizingAction = "a",
        StopLoss = new(0.02m),
        TakeProfit = new(0.04m),
        PartialTakeProfit = new(0.02m),
        PartialShare = new(0.5m),
    };

    /// <summary>The n-th of a series whose events can be told apart.</summary>
    public static DomainEvent Numbered(long n) => Ended($"event {n}") with { EventId = new Guid((int)n, 0, 0, new byte[8]) };

    public static long NumberOf(DomainEvent e) => BitConverter.ToInt32(e.EventId.ToByteArray());

    /// <summary>The line with a part replaced and a checksum that fits.</summary>
    public static byte[] Resummed(byte[] line, string ours, string theirs)
    {
        var text = Encoding.UTF8.GetString(line);
        var body = text[..text.LastIndexOf(",\"sum\"", StringComparison.Ordinal)];
        Assert.Contains(ours, body, StringComparison.Ordinal);
        body = body.Replace(ours, theirs, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes($"{body},\"sum\":\"{XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(body)):x16}\"}}\n");
    }
}
