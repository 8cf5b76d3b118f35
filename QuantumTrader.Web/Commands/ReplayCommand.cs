using System.Globalization;
using System.Text.Json;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Infrastructure.Sizing;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Replay;
using QuantumTrader.Web.Engine.Trades;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary><c>replay FILE</c>: the engine on a kline file or on a recording, with a report.</summary>
public static class ReplayCommand
{
    private static readonly HashSet<string> Valued = ["symbol", "from", "to", "seed", "after-stop", "out", "data", "warm-up", "policy"];
    private static readonly HashSet<string> Flags = ["json"];

    public static int Run(string[] args)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        if (parsed.Words is not [var file])
        {
            return CommandLine.Fail(parsed.Words.Count == 0 ? "replay needs a kline file: replay FILE." : "replay takes one file; run it once for each.");
        }

        if (!TryRead(parsed, out var options, out var request, out error))
        {
            return CommandLine.Fail(error);
        }

        var configuration = AppConfiguration.Read();
        if (ConfigurationCheck.Problems(configuration) is { Count: > 0 } problems)
        {
            return CommandLine.Fail(string.Join(' ', problems));
        }

        request = Configured(request, configuration);

        try
        {
            return !TryWarmUp(parsed, file, configuration, out var warmUp, out error) ? CommandLine.Fail(error)
                : !ReplayPolicy.TryGive(parsed, configuration, ref request, out error) ? CommandLine.Fail(error, CommandLine.Failure)
                : Replay(file, options, warmUp, request, parsed);
        }
        catch (KlineFileException e)
        {
            return CommandLine.Fail(e.Message, CommandLine.Failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"--out cannot be written: {e.Message}", CommandLine.Failure);
        }
    }

    private static int Replay(string file, KlineReadOptions options, int warmUp, ReplayRequest request, Arguments parsed)
    {
        (var series, request) = ReplayBars.Read(Path.GetFullPath(file), options, warmUp, request);
        var folder = parsed.Value("out") is { } given ? Directory.CreateDirectory(Path.GetFullPath(given)).FullName : null;
        using var events = folder is null ? null : File.Create(Path.Combine(folder, "events.jsonl"), 1 << 16);
        using var equity = folder is null ? null : new StreamWriter(Path.Combine(folder, "equity.csv"));
        equity?.WriteLine("at_utc,equity_usd");
        using var runner = new ReplayRunner(series, request with { EventLog = events, EquityLog = equity });
        using var bar = new ProgressBar(series.Candles.Length, Console.Error, isShown: !Console.IsErrorRedirected && !parsed.Has("json"));
        var report = runner.Run(bar.Report);
        bar.Clear();
        var json = JsonSerializer.Serialize(report, ReplayJson.Default.ReplayReport);
        Console.WriteLine(parsed.Has("json") ? json : ReplayText.Of(report));
        if (folder is not null)
        {
            File.WriteAllText(Path.Combine(folder, "report.json"), json);
        }

        return CommandLine.Success;
    }

    /// <summary>The app's own settings, so that a replay shows what the app would have done; the seed is the command's.</summary>
    private static ReplayRequest Configured(ReplayRequest request, IConfiguration configuration)
    {
        T Section<T>(string name)
            where T : new() => configuration.GetSection(name).Get<T>() ?? new T();
        var sizing = Section<SizingOptions>(SizingOptions.Section);
        var paper = Section<PaperOptions>(PaperOptions.Section);
        return request with
        {
            Sizer = sizing.ToSettings(),
            Paper = paper.ToSettings(),
            Settings = new EngineSettings
            {
                VolatilityTimeframe = sizing.VolatilityTimeframe,
                HedgeMode = paper.HedgeMode,
                Execution = Section<ExecutionOptions>(ExecutionOptions.Section),
                Policy = Section<PolicyOptions>(PolicyOptions.Section),
                Risk = Section<RiskOptions>(RiskOptions.Section),
                Trades = Section<TradesOptions>(TradesOptions.Section),
                Emergency = Section<EmergencyOptions>(EmergencyOptions.Section),
            },
        };
    }

    private static bool TryRead(Arguments parsed, out KlineReadOptions options, out ReplayRequest request, out string error)
    {
        (options, request, error) = (KlineReadOptions.Default, new ReplayRequest { Settings = new EngineSettings() }, "");
        if (parsed.Value("symbol") is { } name)
        {
            if (!Symbol.TryCreate(name, out var symbol))
            {
                error = $"--symbol {name} is not a symbol: 2 to {Symbol.LengthMax} letters, digits or underscores.";
                return false;
            }

            options = options with { Symbol = symbol };
        }

        if (!TryDate(parsed, "from", out var from, out error) || !TryDate(parsed, "to", out var to, out error))
        {
            return false;
        }

        options = options with { From = from, To = to };
        return TrySeed(parsed, ref request, out error) && TryAfterStop(parsed, ref request, out error);
    }

    private static bool TryDate(Arguments parsed, string name, out DateTimeOffset? at, out string error)
    {
        (at, error) = (null, "");
        if (parsed.Value(name) is not { } text)
        {
            return true;
        }

        var ok = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsedAt);
        (at, error) = ok ? (parsedAt, "") : ((DateTimeOffset?)null, $"--{name} {text} is not a date: write 2022-01-31 or 2022-01-31T12:00Z.");
        return ok;
    }

    private static bool TrySeed(Arguments parsed, ref ReplayRequest request, out string error)
    {
        error = "";
        if (parsed.Value("seed") is not { } text)
        {
            return true;
        }

        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            error = $"--seed {text} is not a whole number from 0 to {ulong.MaxValue}.";
            return false;
        }

        request = request with { Seed = seed };
        return true;
    }

    /// <summary>A recorded hour is traded on as in the app, which has read its history before; a file from its first bar on.</summary>
    private static bool TryWarmUp(Arguments parsed, string file, IConfiguration configuration, out int warmUp, out string error)
    {
        error = "";
        warmUp = Directory.Exists(file) ? (configuration.GetSection(MarketOptions.Section).Get<MarketOptions>() ?? new MarketOptions()).HistoryBars : 0;
        if (parsed.Value("warm-up") is not { } text
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out warmUp) && warmUp <= MarketOptions.HistoryBarsMax))
        {
            return true;
        }

        error = $"--warm-up {text} is not a number of bars from 0 to {MarketOptions.HistoryBarsMax}.";
        return false;
    }

    private static bool TryAfterStop(Arguments parsed, ref ReplayRequest request, out string error)
    {
        error = "";
        switch (parsed.Value("after-stop"))
        {
            case null or "rearm":
                return true;
            case "end":
                request = request with { AfterStop = AfterStop.End };
                return true;
            case var other:
                error = $"--after-stop {other} is neither end nor rearm.";
                return false;
        }
    }
}
