using System.Text;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Market.Exchange;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Market.Exchange;

public sealed class MarketEventReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 10, 0, 0, TimeSpan.Zero);
    private readonly MarkBoard _board = new(SourceUnderTest.Symbols);
    private readonly BarInbox _bars = new(4);
    private readonly MarketEventReader _reader;

    public MarketEventReaderTests() => _reader = new(
        new(SourceUnderTest.Symbols), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(7), _board, _bars,
        new StreamClock(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now), () => TimeSpan.Zero));

    [Fact]
    public void Marks_FromBytesToTheBoard_AllocateNothing()
    {
        var frames = Enumerable.Range(0, 50).Select(i => Bytes(MarketFrames.Marks(Now.AddMilliseconds(i), ("BTCUSDT", 100m + i), ("XRPUSDT", 1m), ("ETHUSDT", 50m)))).ToArray();

        Assert.Equal(0, Allocations.Least(() =>
        {
            foreach (var frame in frames)
            {
                Assert.True(_reader.Read(StreamFrame.Read(frame).Data));
                _board.Take();
            }
        }));
    }

    [Fact]
    public void OpenBars_FromBytes_AllocateNothing()
    {
        var frame = Bytes(MarketFrames.Kline("BTCUSDT", Now, 101m, isClosed: false));

        Assert.Equal(0, Allocations.Least(() => Assert.True(_reader.Read(StreamFrame.Read(frame).Data))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[{}]")]
    [InlineData("""{"e":"markPriceUpdate","E":1767607200000,"s":"BTCUSDT","p":"NaN"}""")]
    [InlineData("""{"e":"markPriceUpdate","E":1767607200000,"s":"BTCUSDT","p":"-5"}""")]
    [InlineData("""{"e":"markPriceUpdate","E":1767607200000,"s":"BTCUSDT","p":"70000000000000000000000000000"}""")]
    [InlineData("""{"e":"markPriceUpdate","E":1767607200000,"s":"BTCUSDT","p":1000000000001}""")]
    [InlineData("""{"e":"markPriceUpdate","E":1767607200000,"s":"BTCUSDT","p":"0.0000000000000000000000000001"}""")]
    [InlineData("""{"e":"kline","E":1767607200000,"s":"BTCUSDT","k":{"t":1767607200000,"T":1767607259999,"o":"7000000000000","h":"7000000000000","l":"7000000000000","c":"7000000000000","v":"1","q":"1","x":true}}""")]
    [InlineData("""{"e":"kline","E":1767607200000,"s":"BTCUSDT","k":{"t":1767607200000,"T":1767607259999,"o":"7","h":"7","l":"7","c":"7","v":"7000000000000000","q":"1","x":true}}""")]
    [InlineData("""{"e":"markPriceUpdate","E":1767607200000,"s":"BTCUSDT"}""")]
    [InlineData("""{"e":"markPriceUpdate","s":"BTCUSDT","p":"5"}""")]
    [InlineData("""{"e":"markPriceUpdate","E":99999999999999999,"s":"BTCUSDT","p":"5"}""")]
    [InlineData("""{"e":"kline","E":1767607200000,"s":"BTCUSDT","k":{"t":1767607200000,"x":true}}""")]
    [InlineData("""{"e":"kline","E":1767607200000,"s":"BTCUSDT"}""")]
    [InlineData("""{"e":5}""")]
    [InlineData("7")]
    public void Garbage_IsRefused_NeverTakenForAPrice(string text)
    {
        Assert.False(_reader.Read(Bytes(text)));
        Assert.Equal(0, _board.Take());
    }

    [Theory]
    [InlineData(5_000, 0)]
    [InlineData(5_001, 1)]
    [InlineData(2_000_000_000_000, 1)]
    public void MarkFromTheFuture_IsRefused_AndFreezesNobody(long aheadMs, int early)
    {
        Assert.Equal(early == 0, _reader.Read(Bytes(MarketFrames.Mark(Now.AddMilliseconds(aheadMs), "BTCUSDT", 7m))));
        Assert.Equal((early, 1 - early), (_reader.Early, _board.Take()));

        Assert.True(_reader.Read(Bytes(MarketFrames.Mark(Now.AddMilliseconds(early), "BTCUSDT", 8m))));
        Assert.Equal(early, _board.Take());
    }

    [Fact]
    public void BarsThatNobodyTakes_AreBounded_AndCounted()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            Assert.True(_reader.Read(StreamFrame.Read(Bytes(MarketFrames.Kline("BTCUSDT", Now.AddMinutes(minute), 101m))).Data));
        }

        Assert.Equal(6, _bars.Dropped);
    }

    [Fact]
    public void OtherSymbols_AndOtherEvents_AreIgnored()
    {
        Assert.True(_reader.Read(Bytes(MarketFrames.Mark(Now, "XRPUSDT", 1m))));
        Assert.True(_reader.Read("""{"e":"forceOrder","E":1,"o":{}}"""u8));
        Assert.Equal((0, 1), (_board.Take(), _reader.Unknown));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
