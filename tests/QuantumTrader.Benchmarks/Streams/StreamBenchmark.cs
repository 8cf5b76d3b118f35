using System.Diagnostics;
using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Benchmarks.Streams;

/// <summary>What the venue's messages cost from their bytes to the state that they change.</summary>
public static class StreamBenchmark
{
    private const int Symbols = 200;
    private const int OthersInTheFrame = 350; // the venue sends the marks of all its contracts
    private const double MessageTargetNs = 200_000;
    private const double CoreShareTarget = 0.10;
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var (marks, bars) = (Frames(i => Marks(i, Symbols + OthersInTheFrame)), Frames(i => Kline(i, isClosed: false)));
        var (reader, board) = Reader();
        return
        [
            AllMarks(marks, f => Read(reader, board, f)),
            Measure.Call("one mark to the board", MessageTargetNs, OneMark()),
            Measure.Call("an open bar", MessageTargetNs, i => Read(reader, board, bars[i % bars.Length])),
            Latency("mark to state, single messages", Frames(i => Marks(i, 1)), f => Read(reader, board, f)),
            Fills(),
        ];
    }

    /// <summary>Such a frame comes once a second, so its core time is a share of a core.</summary>
    private static BenchmarkRow AllMarks(byte[][] frames, Func<byte[], long> act)
    {
        const int Frames = 500;
        var sink = 0L;
        for (var i = 0; i < Frames; i++)
        {
            sink += act(frames[i % frames.Length]); // warm
        }

        var (start, allocated) = (CpuClock.Nanoseconds, GC.GetAllocatedBytesForCurrentThread());
        for (var i = 0; i < Frames; i++)
        {
            sink += act(frames[i % frames.Length]);
        }

        var (share, bytes) = ((CpuClock.Nanoseconds - start) / (Frames * 1e9), GC.GetAllocatedBytesForCurrentThread() - allocated);
        GC.KeepAlive(sink);
        return new(
            "200 symbols' marks each second, of a frame of 550", Measure.Text($"{share:P3} of a core"), "10 % of a core", share <= CoreShareTarget,
            Measure.Text($"{share * 1e6:N0} µs and {(double)bytes / Frames:0.##} B a frame of {frames[0].Length / 1024} KB"));
    }

    private static Func<int, long> OneMark()
    {
        var (reader, board) = Reader();
        var frames = Frames(i => Marks(i, 1));
        return i => Read(reader, board, frames[i % frames.Length]);
    }

    private static long Read(MarketEventReader reader, MarkBoard board, byte[] frame) =>
        reader.Read(StreamFrame.Read(frame).Data) ? board.Take() + 1 : throw new InvalidOperationException("A message of the benchmark was not understood.");

    /// <summary>An order's fill from its bytes to the listener; such messages are rare and may allocate.</summary>
    private static BenchmarkRow Fills()
    {
        var reader = new UserEventReader();
        var listener = new CountingListener();
        var fees = new FeeWorth((_, _) => new((decimal?)null), "USDT", 0.0005m, TimeProvider.System);
        var translator = new UserTranslator(listener, new StreamSettings { MarketUrl = new("ws://127.0.0.1"), PrivateUrl = new("ws://127.0.0.1") }, fees, _ => { },
            new UnreadLog(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var frames = Enumerable.Range(0, 20_000).Select(i => Encoding.UTF8.GetBytes(Fill(i))).ToArray();
        return Latency("fill to the engine's update", frames, frame =>
        {
            reader.TryRead(StreamFrame.Read(frame).Data, out var read, out _);
            translator.On(((UserEvent.OrderTrade)read!).Message, Now);
            return listener.Count;
        });
    }

    /// <summary>Single messages by the wall clock, the first tenth left out.</summary>
    private static BenchmarkRow Latency(string name, byte[][] frames, Func<byte[], long> act)
    {
        var (times, sink, bytes) = (new List<double>(), 0L, 0L);
        for (var i = 0; i < 20_000; i++)
        {
            var (start, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            sink += act(frames[i % frames.Length]);
            bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (i >= 2_000)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        GC.KeepAlive(sink);
        times.Sort();
        var (median, p99) = (times[times.Count / 2], times[times.Count * 99 / 100]);
        return new(name, Measure.Text($"p99 {p99:N1} µs"), "p99 200 µs", p99 <= MessageTargetNs / 1_000, Measure.Text($"median {median:N1} µs, {bytes} B for the last one"));
    }

    private static (MarketEventReader Reader, MarkBoard Board) Reader()
    {
        Symbol[] symbols = [.. Enumerable.Range(0, Symbols).Select(i => Symbol.Create(Name(i)))];
        var board = new MarkBoard(symbols);
        return (new(new(symbols), TimeSpan.FromMinutes(1), TimeSpan.FromHours(10), board, new(16), new(TimeProvider.System, () => TimeSpan.Zero)), board);
    }

    private static byte[][] Frames(Func<int, string> make) => [.. Enumerable.Range(0, 64).Select(i => Encoding.UTF8.GetBytes(make(i)))];

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"COIN{i}USDT");

    private static string Marks(int second, int count)
    {
        var at = Now.AddMilliseconds(second).ToUnixTimeMilliseconds();
        var all = Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""
            {"e":"markPriceUpdate","E":{{at}},"s":"{{Name(i)}}","p":"{{100 + i}}.15000000","ap":"{{100 + i}}.16","P":"11784.25641265","i":"11784.62659091","r":"0.00038167","T":1562306400000}
            """));
        return $$"""{"stream":"!markPrice@arr@1s","data":[{{string.Join(',', all)}}]}""";
    }

    private static string Kline(int i, bool isClosed)
    {
        var open = Now.ToUnixTimeMilliseconds() / 60_000 * 60_000;
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            {"stream":"{{{Name(i).ToLowerInvariant()}}}@kline_1m","data":{"e":"kline","E":{{{open + i}}},"s":"{{{Name(i)}}}","k":{"t":{{{open}}},"T":{{{open + 59_999}}},"s":"{{{Name(i)}}}","i":"1m",
            "f":100,"L":200,"o":"100.10","c":"100.20","h":"100.25","l":"100.05","v":"1000.123","n":100,"x":{{{(isClosed ? "true" : "false")}}},"q":"100120.55","V":"500.1","Q":"50060.2","B":"0"} } }
            """);
    }

    private static string Fill(int i) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"e":"ORDER_TRADE_UPDATE","E":1767607200000,"T":1767607200000,"o":{"s":"COIN1USDT","c":"qt1-{{i}}-e1","S":"BUY","o":"LIMIT","f":"GTC","q":"2","p":"100","ap":"100","sp":"0","x":"TRADE","X":"FILLED",
        "i":{{i + 1}},"l":"2","z":"2","L":"100","N":"USDT","n":"0.04","T":1767607200000,"t":{{i + 1}},"b":"0","a":"0","m":false,"R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT","ps":"BOTH","cp":false,"rp":"0",
        "pP":false,"si":0,"ss":0,"V":"EXPIRE_MAKER","pm":"NONE","gtd":0,"er":"0"} }
        """);

    private sealed class CountingListener : IUserStreamListener
    {
        public long Count { get; private set; }

        public long LastFillId => 0;

        public void OnUpdate(ExchangeUpdate update) => Count++;

        public void OnGap(string cause) => throw new InvalidOperationException(cause);

        public void OnTrusted(AccountSnapshot account)
        {
        }
    }
}
