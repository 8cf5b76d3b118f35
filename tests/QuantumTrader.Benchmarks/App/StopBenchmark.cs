using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Benchmarks.App;

/// <summary>The emergency stop on the real disk: how soon the gate is closed, the latch durable, everything sent, and the account proved flat.</summary>
public static class StopBenchmark
{
    private const int Activations = 300;
    private const int Positions = 50;
    private const int OrdersEach = 4;

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var folder = Directory.CreateTempSubdirectory("quantumtrader-stop-").FullName;
        try
        {
            Activate(Path.Combine(folder, "warm"), 20);
            return [.. Activate(Path.Combine(folder, "many"), Activations), .. Flatten(Path.Combine(folder, "flat"))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>From the call to the moment at which a look at the gate denies, in process; and to the first durable copy.</summary>
    private static IReadOnlyList<BenchmarkRow> Activate(string folder, int count)
    {
        var (gate, latched, durable) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            using var bench = new StopBench(Path.Combine(folder, $"{i}"), positions: 0, ordersEach: 0, TimeSpan.Zero);
            (gate[i], latched[i], durable[i]) = bench.Activate();
        }

        Array.Sort(gate);
        Array.Sort(latched);
        Array.Sort(durable);
        return
        [
            new BenchmarkRow("stop: activation to gate closed, p99", Measure.Text($"{gate[^Math.Max(1, count / 100)]:0.000} ms"), "1 ms", gate[^Math.Max(1, count / 100)] <= 1.0, Measure.Text($"p50 {gate[count / 2]:0.000} ms, {count} activations, from another thread; the engine itself is latched at p50 {latched[count / 2]:0.00}, p99 {latched[^Math.Max(1, count / 100)]:0.00} ms")),
            new BenchmarkRow("stop: activation to first durable copy, p50", Measure.Text($"{durable[count / 2]:0.00} ms"), "2 ms", durable[count / 2] <= 2.0, "latch file, fsync of file and folder"),
            new BenchmarkRow("stop: activation to first durable copy, p99", Measure.Text($"{durable[^Math.Max(1, count / 100)]:0.00} ms"), "20 ms", durable[^Math.Max(1, count / 100)] <= 20.0, "the same"),
        ];
    }

    private static IReadOnlyList<BenchmarkRow> Flatten(string folder)
    {
        var (sent, flat) = (new List<double>(), new List<double>());
        var receipts = 0;
        double coldSent = 0;
        for (var i = 0; i < 6; i++)
        {
            using var bench = new StopBench(Path.Combine(folder, $"{i}"), Positions, OrdersEach, TimeSpan.FromMilliseconds(50));
            var (allSent, isFlat, count) = bench.Flatten();
            receipts = count;
            if (i == 0)
            {
                coldSent = allSent;
                continue;
            }

            sent.Add(allSent);
            flat.Add(isFlat);
        }

        (sent, flat) = ([.. sent.Order()], [.. flat.Order()]);
        var note = Measure.Text($"{receipts} receipts on disk before their sends; worst of 5");
        return
        [
            new BenchmarkRow($"stop: {Positions} positions, {Positions * OrdersEach} orders, 50 ms round trip: all sent", Measure.Text($"{sent[2]:0} ms"), "150 ms", sent[2] <= 150.0, Measure.Text($"{note} {sent[^1]:0} ms, the first of the process {coldSent:0} ms; questions take 50 ms too")),
            new BenchmarkRow("stop: the same, flat proved", Measure.Text($"{flat[2]:0} ms"), "3,000 ms", flat[^1] <= 3_000.0, Measure.Text($"{note} {flat[^1]:0} ms; a second of it lies between the two readings")),
        ];
    }

    /// <summary>An engine with the real latch file and archive, on a venue with the positions and orders.</summary>
    private sealed class StopBench : IDisposable
    {
        private readonly EngineContext _context = new();
        private readonly CancellationTokenSource _stopping = new();
        private readonly LatchFile _latch;
        private readonly StopArchive _archive;
        private readonly PaperExchange _venue;
        private readonly TradingEngine _engine;
        private readonly Thread _pump;
        private readonly OperatorActions _actions;

        public StopBench(string folder, int positions, int ordersEach, TimeSpan latency)
        {
            Directory.CreateDirectory(folder);
            (_latch, _archive) = (new LatchFile(folder), new StopArchive(PhysicalDisk.Instance, folder));
            var instruments = Enumerable.Range(0, Math.Max(1, positions)).Select(Instrument).ToArray();
            _venue = new PaperExchange(new PaperSettings { LatencyMin = latency, LatencyMax = latency, PartialFillProbability = Fraction.Zero }, instruments, 1, TimeProvider.System, new GivenAccount(instruments, positions, ordersEach));
            _venue.Faults = call => call.Kind >= PaperCallKind.GetInstruments ? PaperFault.Delay(latency) : PaperFault.None; // questions take as long as orders
            _venue.LoadAsync(CancellationToken.None).GetAwaiter().GetResult();
            _engine = new TradingEngine(Parts(instruments));
            _venue.Subscribe(_engine.Updates);
            _actions = new OperatorActions(_context, () => _engine.Emergency);
            _pump = new Thread(() => _context.Run(_stopping.Token)) { IsBackground = true };
            _pump.Start();
            _context.InvokeAsync(() => Task.FromResult(0)).Wait();
        }

        /// <summary>By the door for people. The gate is closed when the call returns: before that only by what it is asked here.</summary>
        public (double GateMs, double LatchedMs, double DurableMs) Activate()
        {
            var began = TimeProvider.System.GetTimestamp();
            var receipt = _actions.StopAsync("benchmark", "benchmark", null, CancellationToken.None);
            var gate = _engine.Emergency.Wish.IsAsked || _engine.Emergency.IsLatched ? Since(began) : double.NaN;
            while (!_engine.Emergency.IsLatched)
            {
                Thread.Yield();
            }

            var latched = Since(began);
            while (!_engine.Emergency.Status.IsLatchDurable)
            {
                Thread.Yield();
            }

            var durable = Since(began);
            receipt.Wait();
            return (gate, latched, durable);
        }

        public (double SentMs, double FlatMs, int Receipts) Flatten()
        {
            _context.InvokeAsync(() => _engine.Emergency.ActivateAsync("MANUAL", "benchmark", "benchmark")).Wait();
            while (_engine.Emergency.Record is not { IsRunOver: true })
            {
                Thread.Yield();
            }

            return _context.InvokeAsync(() =>
            {
                var (record, receipts) = (_engine.Emergency.Record!, _engine.Emergency.Ledger.Receipts);
                var last = receipts.Max(r => r.SentAtUtc)!.Value;
                return Task.FromResult(((last - record.Latch.ActivatedAtUtc).TotalMilliseconds, (record.Times.FlatAtUtc!.Value - record.Latch.ActivatedAtUtc).TotalMilliseconds, receipts.Count));
            }).Result;
        }

        public void Dispose()
        {
            _stopping.Cancel();
            _pump.Join();
            _context.Dispose();
            _latch.Dispose();
            _archive.Dispose();
            _stopping.Dispose();
        }

        private static double Since(long began) => TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;

        private EngineParts Parts(IReadOnlyList<Instrument> instruments) => new()
        {
            Time = TimeProvider.System,
            Ids = new SeededIds(1),
            Exchange = _venue,
            Instruments = instruments,
            Bus = new InProcessEventBus(new HashingJournal()),
            Book = new TradeBook(),
            PolicyStore = new SilentPolicyStore(),
            Latches = _latch,
            Archive = _archive,
            DrawdownStore = new InMemoryDrawdownStore(),
            Drawdown = new DrawdownMonitor(new DrawdownSettings(), DrawdownState.Empty),
            Model = new TrendRuleModel(),
            Sizer = new RlPositionSizer(new SizerSettings(), new SeededRandom(1)),
            Settings = new EngineSettings(),
            Logs = NullLoggerFactory.Instance,
        };

        private static Instrument Instrument(int number) => PaperInstruments.For(Symbol.Create("BTCUSDT")) with { Symbol = Symbol.Create($"S{number}USDT") };
    }
}
