using QuantumTrader.Benchmarks;
using QuantumTrader.Benchmarks.App;
using QuantumTrader.Benchmarks.Events;
using QuantumTrader.Benchmarks.Market;
using QuantumTrader.Benchmarks.Redis;
using QuantumTrader.Benchmarks.Replay;
using QuantumTrader.Benchmarks.Risk;
using QuantumTrader.Benchmarks.Sizing;
using QuantumTrader.Benchmarks.Streams;
using QuantumTrader.Benchmarks.Trades;
using QuantumTrader.Benchmarks.Venue;

// benchmarks [NAME...] [--app QuantumTrader.Web.dll] [--bars BTCPERP-1m-2022-01.csv] [--report FILE]
if (!BenchmarkArguments.TryParse(args, out var asked, out var error))
{
    Console.Error.WriteLine(error);
    return 2;
}

var all = new (string Name, Func<IReadOnlyList<BenchmarkRow>> Run)[]
{
    ("gate", RiskGateBenchmark.Run),
    ("sizing", SizingBenchmark.Run),
    ("indicators", IndicatorBenchmark.Run),
    ("replay", ReplayBenchmark.Run),
    ("trades", TradesBenchmark.Run),
    ("streams", StreamBenchmark.Run),
    ("wire", WireBenchmark.Run),
    ("venue-stop", VenueStopBenchmark.Run),
    ("app", () => AppBenchmark.Run(asked.App, asked.Bars)),
    ("api", () => ApiBenchmark.Run(asked.App)),
    ("first", () => FirstStopBenchmark.Run(asked.App)),
    ("stop", StopBenchmark.Run),
    ("events", EventsBenchmark.Run),
    ("redis", RedisDrainBenchmark.Run),
    ("saves", RedisTradesBenchmark.Run),
};
var unknown = asked.Names.Except(all.Select(b => b.Name), StringComparer.Ordinal).ToArray();
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"There is no benchmark '{unknown[0]}'; there are {string.Join(", ", all.Select(b => b.Name))}, and all of them without a name.");
    return 2;
}

var rows = new List<BenchmarkRow>();
foreach (var (name, run) in all.Where(b => asked.Names.Count == 0 || asked.Names.Contains(b.Name, StringComparer.Ordinal)))
{
    Console.Error.WriteLine(name);
    rows.AddRange(run());
}

var report = BenchmarkReport.Of(rows);
Console.Write(report);
if (asked.Report is { } file)
{
    File.WriteAllText(file, report);
}

return 0;
