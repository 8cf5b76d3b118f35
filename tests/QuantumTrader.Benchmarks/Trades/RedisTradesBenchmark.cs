using System.Diagnostics;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Benchmarks.Trades;

/// <summary>What the fence and the comparison cost when trades are saved: against the same script, keys and values without them.</summary>
public static class RedisTradesBenchmark
{
    private const int InFlight = 256;
    private const int SavesPerTrade = 80;
    private const int SinglesPerRound = 400;
    private const int Rounds = 9;
    private const double TargetRatio = 0.8;
    private const double TargetP50 = 1.5;

    public static IReadOnlyList<BenchmarkRow> Run()
    {
        var target = Measure.Text($"{TargetRatio:P0} of raw");
        return RedisServer.Missing is { } why ? [BenchmarkRow.Skipped("trade save, 256 in flight", target, why)] : RunAsync(target).GetAwaiter().GetResult();
    }

    private static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(string target)
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = await RedisLink.OpenAsync(new RedisOptions { ConnectionString = server.ConnectionString, CommandTimeout = TimeSpan.FromSeconds(10) }, TimeProvider.System);
        await link.Database.StringSetAsync(link.Keys.Epoch, 1);
        var store = new RedisTradeStateStore(link, new ManualLease(TimeProvider.System), "bench");
        var script = new StoreScript(RedisTradeScripts.Write);
        Task Ours(TradeState trade) => store.SaveAsync(trade, CancellationToken.None);
        Task Raw(TradeState trade) => script.RunAsync(link, RedisTradeStateStore.SaveKeys(link.Keys, trade), RedisTradeStateStore.SaveValues(trade, 1, "bench"));

        var (ours, raw) = (new Series(), new Series());
        for (var round = 0; round <= Rounds; round++) // in turn, so that a busy machine is busy for both; the first warms up
        {
            await raw.AddAsync(Raw, round);
            await ours.AddAsync(Ours, round);
        }

        var (rate, p50) = (ours.Rate / raw.Rate, ours.P50 / raw.P50);
        return
        [
            new("trade save without comparison, 256 in flight", Measure.Text($"{raw.Rate:N0}/s"), "", null, raw.Spread),
            new("trade save, 256 in flight", Measure.Text($"{ours.Rate:N0}/s, {rate:P0}"), target, rate >= TargetRatio, ours.Spread),
            new("trade save without comparison, one at a time", Measure.Text($"p50 {raw.P50:N0} µs"), "", null, Measure.Text($"{Rounds} times {SinglesPerRound}, fsync at each")),
            new("trade save, one at a time", Measure.Text($"p50 {ours.P50:N0} µs, {p50:0.00} times raw"), Measure.Text($"at most {TargetP50} times raw"), p50 <= TargetP50, Measure.Text($"{Trade(1, 1).Orders.Count} order and {TradeStateJson.Write(Trade(1, 1)).Length} B of state")),
        ];
    }

    private static TradeState Trade(int number, long sequence) => new()
    {
        TradeId = TradeId.Create(Measure.Text($"1-{number}")),
        Symbol = Symbol.Create(number % 2 == 0 ? "BTCUSDT" : "ETHUSDT"),
        Direction = Direction.Long,
        Phase = TradePhase.Open,
        QuantityPlanned = new(0.125m),
        QuantityEntered = new(0.125m),
        QuantityOpen = new(0.125m),
        EntryPrice = new(64_250.10m),
        Leverage = new(3m),
        ReferencePrice = new(64_251.00m),
        ModelId = "trend",
        ModelVersion = "12",
        Orders =
        [
            new() { ClientOrderId = ClientOrderId.Create("qt1s"), Purpose = OrderPurpose.StopLoss, Side = OrderSide.Sell, Type = OrderType.StopMarket, Quantity = new(0.125m), TriggerPrice = new(62_965.1m), Stage = TradeOrderStage.Working },
        ],
        FillIds = [1_000_001, 1_000_002],
        PlannedAtUtc = DateTimeOffset.UnixEpoch,
        Version = sequence,
        LastSequence = sequence,
    };

    /// <summary>One way of saving, over all rounds. Each series has trades of its own, whose sequences grow.</summary>
    private sealed class Series
    {
        private static int s_series;
        private readonly int _first = 10_000 * ++s_series;
        private readonly List<double> _rates = [];
        private readonly List<double> _singles = [];
        private long _sequence;

        public double Rate => Median(_rates);

        public double P50 => Median(_singles);

        public string Spread => Measure.Text($"median of {_rates.Count}, {_rates.Min():N0} to {_rates.Max():N0}");

        public async Task AddAsync(Func<TradeState, Task> save, int round)
        {
            var from = _sequence;
            _sequence += SavesPerTrade;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(Enumerable.Range(_first, InFlight).Select(trade => LoopAsync(save, trade, from)));
            var rate = InFlight * SavesPerTrade / watch.Elapsed.TotalSeconds;
            var singles = await SinglesAsync(save);
            if (round > 0)
            {
                _rates.Add(rate);
                _singles.AddRange(singles);
            }
        }

        private static async Task LoopAsync(Func<TradeState, Task> save, int trade, long from)
        {
            for (var i = 1; i <= SavesPerTrade; i++)
            {
                await save(Trade(trade, from + i));
            }
        }

        private async Task<double[]> SinglesAsync(Func<TradeState, Task> save)
        {
            var micros = new double[SinglesPerRound];
            for (var i = 0; i < SinglesPerRound; i++)
            {
                var trade = Trade(_first, ++_sequence);
                var from = Stopwatch.GetTimestamp();
                await save(trade);
                micros[i] = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
            }

            return micros;
        }

        private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
    }
}
