using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Integration.Execution.Binance;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Execution;
using OrderSide = QuantumTrader.Domain.Units.OrderSide;
using OrderType = QuantumTrader.Domain.Execution.OrderType;

namespace QuantumTrader.Benchmarks.Venue;

/// <summary>
/// From an order's intent on the disk to its bytes on the socket: the running app's engine, its journal on the real disk, the gateway, and a
/// socket on loopback whose other end notes the first byte. The orders reduce, because nothing but the gate's further checks (half a
/// microsecond) is between them and entries, and are refused there, so that the next finds the same engine.
/// </summary>
public static class WireBenchmark
{
    private const int WarmUp = 20_000; // until the runtime compiles no more: an engine runs for weeks
    private const int Orders = 4_000;
    private const double TargetUs = 300;
    private static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    public static IReadOnlyList<BenchmarkRow> Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<BenchmarkRow>> RunAsync()
    {
        using var data = new TempFolder();
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions { Limits = new RateLimitOptions { OrdersPer10S = 100_000, OrdersPerMinute = 1_000_000 } });
        using var gate = new OrderGate(venue.RestUrl);
        var (disk, written, known) = (new TimedDisk(), new Stamp(), new Stamp());
        await using var engine = await EngineOnVenue.RunAsync(
            venue, data, services => AddSeams(services, disk, written),
            ("Binance:RestUrl", gate.Url.ToString()), ("Binance:OrdersPerTenSeconds", "100000"), ("Binance:OrdersPerMinute", "1000000"), ("Binance:OrderTimeout", "00:00:02.5"), ("Execution:AckTimeout", "00:00:05"));
        await engine.DoAsync(() => Task.FromResult(engine.Bus.Subscribe(e => known.NoteIf(e.Event is OrderIntended))));
        var first = await OrderAsync(engine, gate, disk, written, known, 0);
        for (var i = 1; i < WarmUp; i++)
        {
            await OrderAsync(engine, gate, disk, written, known, i);
        }

        var (times, before, collections) = (new WireTimes[Orders], GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0));
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < Orders; i++)
        {
            times[i] = await OrderAsync(engine, gate, disk, written, known, WarmUp + i);
        }

        var (bytes, seconds) = ((GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Orders, Stopwatch.GetElapsedTime(began).TotalSeconds);
        return Rows(first, times, Measure.Text($"{bytes:N0} B an order, of the whole process with its market, view and refusals; {GC.CollectionCount(0) - collections} collections in {seconds:0.0} s"));
    }

    private static IReadOnlyList<BenchmarkRow> Rows(WireTimes first, WireTimes[] times, string memory)
    {
        var core = Sorted(times, t => t.CoreNs / 1_000.0);
        var (durable, known, sent, read) = (Sorted(times, t => t.ToDurableUs), Sorted(times, t => t.ToKnownUs), Sorted(times, t => t.ToWrittenUs), Sorted(times, t => t.ToReadUs));
        return
        [
            new("order: intent durable to its first byte read at the other end of the socket, p99", Us(P99(read)), Us(TargetUs), P99(read) <= TargetUs, Measure.Text($"p50 {P50(read):N0} µs, {Orders} orders; {memory}")),
            new("order: intent durable to the write on the socket done, p99", Us(P99(sent)), Us(TargetUs), P99(sent) <= TargetUs, Measure.Text($"p50 {P50(sent):N0} µs; without the sleep of the thread that reads, but with the journal's way to the engine: p50 {P50(known):N0} µs, p99 {P99(known):N0} µs")),
            new("order: the engine's core time from there to the write done, p99", Us(P99(core)), "", null, Measure.Text($"p50 {P50(core):N0} µs; executor, gateway, signature, HTTP and the write itself, which a busy machine hardly changes")),
            new("order: asked for to intent durable, p99", Us(P99(durable)), "", null, Measure.Text($"p50 {P50(durable):N0} µs; the disk's flush")),
            new("the first order of the process: intent durable to its first byte read", Us(first.ToReadUs), "", null, Measure.Text($"asked for to durable {first.ToDurableUs:N0} µs; one sample a process")),
        ];
    }

    private static async Task<WireTimes> OrderAsync(EngineOnVenue engine, OrderGate gate, TimedDisk disk, Stamp written, Stamp known, int number)
    {
        var orders = gate.Orders;
        var (asked, result) = await engine.DoAsync(async () =>
        {
            var intent = Intent(number, engine.Engine);
            var at = Stopwatch.GetTimestamp();
            return (at, await engine.Engine.Executor.SubmitAsync(intent, ExitReasons.StopLoss, null));
        });
        return result is ExecutionResult.Rejected { VenueCode: -2019 } && gate.Orders == orders + 1
            ? new(asked, disk.LastFlushBefore(known.Value), known.Value, written.Value, written.Core - known.Core, gate.ReadAt)
            : throw new InvalidOperationException($"Order {number} was to be refused by the gate: {result}");
    }

    private static OrderIntent Intent(int number, TradingEngine engine)
    {
        var trade = TradeId.Create(Measure.Text($"{engine.Leadership.Epoch}-{900_000 + number}"));
        return new()
        {
            ClientOrderId = ClientOrderIds.ForTrade(trade, OrderPurpose.Exit, 1),
            TradeId = trade,
            Symbol = Btc,
            Side = OrderSide.Sell,
            Type = OrderType.Market,
            Purpose = OrderPurpose.Exit,
            Quantity = new(0.010m),
            ReduceOnly = true,
            ReferencePrice = new(30_000m),
            CreatedAtUtc = TimeProvider.System.GetUtcNow(),
        };
    }

    private static void AddSeams(IServiceCollection services, TimedDisk disk, Stamp written)
    {
        services.AddSingleton<IDisk>(disk);
        services.AddSingleton(p =>
        {
            var options = p.GetRequiredService<IOptions<BinanceOptions>>().Value;
            var sockets = BinanceHttpApi.Sockets(options);
            sockets.ConnectCallback = async (context, stopping) => new TimedStream(await ConnectAsync(context, stopping), written.Set);
            return new BinanceHttpApi(
                options, p.GetRequiredService<RequestBudget>(), p.GetRequiredService<ServerClock>(), TimeProvider.System, sockets, p.GetRequiredService<ILogger<BinanceHttpApi>>());
        });
    }

    private static async Task<NetworkStream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, stopping);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static double[] Sorted(WireTimes[] times, Func<WireTimes, double> of) => [.. times.Select(of).Order()];

    private static double P50(double[] sorted) => sorted[sorted.Length / 2];

    private static double P99(double[] sorted) => sorted[sorted.Length * 99 / 100];

    private static string Us(double value) => Measure.Text($"{value:N0} µs");

    /// <summary>The last write on any connection; orders are sent one at a time.</summary>
    private sealed class Stamp
    {
        private long _value;
        private long _core;

        public long Value => Volatile.Read(ref _value);

        /// <summary>Core time of the thread that it was set on.</summary>
        public long Core => Volatile.Read(ref _core);

        public void NoteIf(bool isIt)
        {
            if (isIt)
            {
                Set(Stopwatch.GetTimestamp());
            }
        }

        public void Set(long value)
        {
            Volatile.Write(ref _value, value);
            Volatile.Write(ref _core, CpuClock.Nanoseconds);
        }
    }
}
