using System.Globalization;
using QuantumTrader.FakeVenue.Market;

namespace QuantumTrader.FakeVenue.Program;

/// <summary>Reads the command line.</summary>
public static class ProgramArguments
{
    public const string Help = """
        A fake Binance USDⓈ-M venue on loopback: REST and streams, no money.

          --klines FILE      play a kline file (CSV or zip, as published); may be given several times
          --symbol NAME      the file's symbol, when its name does not begin with one
          --speed N          play bars N times as fast as the clock (default 1)
          --history N        bars that are already there at the start (default: 500 of a walk, 0 of a file)
          --symbols N        N invented symbols more (S001USDT ...), without --klines (default 0)
          --seed N           of the walk (default 1)
          --balance USDT     what the account begins with (default 10000)
          --latency TIME     added to every REST call, as 50ms or 1s (default 0ms)
          --port N           on 127.0.0.1 (default 9797; 0 lets the system choose)
          --host 127.0.0.1   is what it always is; anything else is refused
          --key TEXT         the demo API key, and
          --secret TEXT      its secret (default: new ones each start)

        Prices, orders and faults by hand: GET /fake/state, POST /fake/acts, /fake/faults, /fake/streams.
        """;

    private static readonly Dictionary<string, Func<ProgramOptions, string, ProgramOptions>> Readers = new(StringComparer.Ordinal)
    {
        ["--klines"] = (o, v) => o with { Files = [.. o.Files, v] },
        ["--symbol"] = (o, v) => o with { Symbol = v },
        ["--speed"] = (o, v) => o with { Speed = Speed(v) },
        ["--history"] = (o, v) => o with { History = Whole("--history", v, 0, 5_000) },
        ["--symbols"] = (o, v) => o with { Invented = Whole("--symbols", v, 0, InstrumentCatalogue.InventedMax) },
        ["--seed"] = (o, v) => o with { Seed = ulong.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : throw Wrong("--seed", v, "a whole number, as 1") },
        ["--balance"] = (o, v) => o with { Balance = Balance(v) },
        ["--latency"] = (o, v) => o with { Latency = Latency(v) },
        ["--port"] = (o, v) => o with { Port = Whole("--port", v, 0, 65_535) },
        ["--host"] = (o, v) => RequireLoopback(o, v),
        ["--key"] = (o, v) => o with { Key = Word("--key", v) },
        ["--secret"] = (o, v) => o with { Secret = Word("--secret", v) },
    };

    /// <exception cref="ProgramArgumentException">An option is unknown, has no value, or one that makes no sense.</exception>
    public static ProgramOptions Read(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new ProgramOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, joined) = Split(args[i]);
            if (name is "--help" or "-h")
            {
                return options with { WantsHelp = true };
            }

            if (!Readers.TryGetValue(name, out var read))
            {
                throw new ProgramArgumentException($"'{args[i]}' is no option: look at --help.");
            }

            var value = joined ?? (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null);
            options = read(options, value is { Length: > 0 } ? value : throw new ProgramArgumentException($"{name} needs a value: look at --help."));
        }

        return Check(options);
    }

    private static ProgramOptions Check(ProgramOptions options)
    {
        if (options.Symbol is not null && options.Files.Count != 1)
        {
            throw new ProgramArgumentException("--symbol names the symbol of one file: give exactly one --klines with it.");
        }

        if (options.Invented > 0 && options.Files.Count > 0)
        {
            throw new ProgramArgumentException("--symbols needs a walk: leave out --klines.");
        }

        return (options.Key is null) != (options.Secret is null)
            ? throw new ProgramArgumentException("--key and --secret belong together: give both or none.")
            : options;
    }

    private static (string Name, string? Value) Split(string arg)
    {
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && arg.StartsWith("--", StringComparison.Ordinal) ? (arg[..equals], arg[(equals + 1)..]) : (arg, null);
    }

    private static int Whole(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Wrong(name, value, $"a whole number from {min} to {max}");

    private static double Speed(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 10_000
            ? speed
            : throw Wrong("--speed", value, "a number above 0 and up to 10000, as 60");

    private static decimal Balance(string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var balance) && balance is >= 0m and <= 1_000_000_000m
            ? balance
            : throw Wrong("--balance", value, "USDT from 0 to 1000000000, as 10000");

    private static TimeSpan Latency(string value)
    {
        var (digits, unit) = value.EndsWith("ms", StringComparison.Ordinal) ? (value[..^2], 1) : value.EndsWith('s') ? (value[..^1], 1000) : ("", 0);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 60_000 / unit
            ? TimeSpan.FromMilliseconds(number * unit)
            : throw Wrong("--latency", value, "a time up to 60 s, as 50ms or 1s");
    }

    private static ProgramOptions RequireLoopback(ProgramOptions options, string value) =>
        value.Length > 0
            ? options
            : throw new ProgramArgumentException($"--host {value} is refused: a venue without money and with open doors stays on 127.0.0.1. Leave --host out.");

    private static string Word(string name, string value) =>
        value.Length <= 128 && value.All(char.IsAsciiLetterOrDigit) ? value : throw Wrong(name, "that text", "letters and digits, at most 128");

    private static ProgramArgumentException Wrong(string name, string value, string wanted) => new($"{name} {value} is wrong: give {wanted}.");
}
