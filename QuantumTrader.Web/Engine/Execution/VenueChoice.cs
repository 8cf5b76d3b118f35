using System.Globalization;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Which venue and whose money the configuration means, and all in which it contradicts itself.</summary>
public static class VenueChoice
{
    private static readonly string[] RealHosts = ["fapi.binance.com", "fstream.binance.com", "api.binance.com", "ws-fapi.binance.com"];
    private static readonly string[] TestHosts = ["demo-fapi.binance.com", "testnet.binancefuture.com", "fstream.binancefuture.com", "demo-fstream.binance.com", "demo-api.binance.com"];

    public static bool IsBinance(IConfiguration configuration) => ProviderOf(configuration).Equals("Binance", StringComparison.OrdinalIgnoreCase);

    /// <summary>Paper unless another venue is chosen; a word that is no environment counts as real money.</summary>
    public static TradingEnvironment EnvironmentOf(IConfiguration configuration) =>
        !IsBinance(configuration) ? TradingEnvironment.Paper
        : Named(Text(configuration, ExchangeOptions.Section, nameof(ExchangeOptions.Environment))) ?? TradingEnvironment.Live;

    /// <summary>
    /// Where orders go, in words that stay the same as long as it is the same account's venue. A rehearsal's address is left out: the fake
    /// venue may come back at another port.
    /// </summary>
    public static string NameOf(IConfiguration configuration) => EnvironmentOf(configuration) switch
    {
        TradingEnvironment.Paper => nameof(TradingEnvironment.Paper),
        TradingEnvironment.Rehearsal => "Binance Rehearsal",
        var environment => $"Binance {environment} {(Uri.TryCreate(Text(configuration, BinanceOptions.Section, nameof(BinanceOptions.RestUrl)), UriKind.Absolute, out var uri) ? uri.Host : "")}".TrimEnd(),
    };

    /// <summary>One line for each contradiction, naming its key and the remedy; empty when there is none.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration)
    {
        var provider = ProviderOf(configuration);
        return IsBinance(configuration) ? [.. BinanceProblems(configuration)]
            : provider.Equals("Paper", StringComparison.OrdinalIgnoreCase) ? [.. PaperProblems(configuration)]
            : [$"Exchange:Provider is '{provider}': use Paper or Binance."];
    }

    private static IEnumerable<string> PaperProblems(IConfiguration configuration)
    {
        if (Text(configuration, ExchangeOptions.Section, nameof(ExchangeOptions.Environment)) is { Length: > 0 } environment)
        {
            yield return $"Exchange:Environment is '{environment}' but Exchange:Provider is Paper, which has none: which of the two is meant? Leave Exchange:Environment empty for paper.";
        }

        if (IsLiveOn(configuration))
        {
            yield return "Live:Enabled is true but Exchange:Provider is Paper: which of the two is meant? Set Live:Enabled to false for paper.";
        }

        if (IsMarketOfTheVenue(configuration))
        {
            yield return "Market:Source is Exchange but Exchange:Provider is Paper: no exchange brings a market. Set Market:Source to Synthetic or Klines, or Exchange:Provider to Binance.";
        }
    }

    private static IEnumerable<string> BinanceProblems(IConfiguration configuration)
    {
        var text = Text(configuration, ExchangeOptions.Section, nameof(ExchangeOptions.Environment));
        if (Named(text) is not { } environment)
        {
            yield return $"Exchange:Environment is '{text}': with Exchange:Provider Binance say whose money it is: Rehearsal (a fake venue on this machine), Testnet or Live (real money).";
            yield break;
        }

        if (!IsMarketOfTheVenue(configuration))
        {
            yield return "Market:Source must be Exchange with Exchange:Provider Binance: orders at a venue are decided on that venue's own prices.";
        }

        foreach (var problem in LiveProblems(configuration, environment).Concat(AddressProblems(configuration, environment)).Concat(KeyProblems(configuration)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> LiveProblems(IConfiguration configuration, TradingEnvironment environment)
    {
        if (environment != TradingEnvironment.Live && IsLiveOn(configuration))
        {
            yield return $"Live:Enabled is true but Exchange:Environment is {environment}: which of the two is meant? Set Live:Enabled to false, or the environment to Live.";
        }

        if (environment == TradingEnvironment.Live && !IsLiveOn(configuration))
        {
            yield return "Exchange:Environment is Live, which trades real money: set Live:Enabled to true as well if that is meant.";
        }

        if (environment == TradingEnvironment.Live && !(decimal.TryParse(Text(configuration, LiveOptions.Section, nameof(LiveOptions.CapitalMax)), CultureInfo.InvariantCulture, out var max) && max > 0m))
        {
            yield return "Live:CapitalMax is not set: say how many USD of margin live trading may bind, such as 500.";
        }
    }

    /// <summary>An address that everybody knows to be real money's must not stand where a test is meant, and the other way round.</summary>
    private static IEnumerable<string> AddressProblems(IConfiguration configuration, TradingEnvironment environment)
    {
        foreach (var key in new[] { nameof(BinanceOptions.RestUrl), nameof(BinanceOptions.StreamUrl), nameof(BinanceOptions.WalletUrl) })
        {
            if (!Uri.TryCreate(Text(configuration, BinanceOptions.Section, key), UriKind.Absolute, out var uri))
            {
                continue; // the section's own check says so
            }

            var problem = environment switch
            {
                TradingEnvironment.Rehearsal when !uri.IsLoopback => "a rehearsal runs on this machine alone; use an address such as http://127.0.0.1:9797.",
                TradingEnvironment.Testnet when RealHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase) => "that is where real money is traded; use the testnet's address.",
                TradingEnvironment.Live when uri.IsLoopback || IsTest(uri.Host) => "that is not where real money is traded; use the venue's own address.",
                _ => null,
            };
            if (problem is not null)
            {
                yield return $"Binance:{key} is {uri.Host} but Exchange:Environment is {environment}: {problem}";
            }
        }
    }

    private static bool IsTest(string host) =>
        TestHosts.Contains(host, StringComparer.OrdinalIgnoreCase) || host.EndsWith(".binancefuture.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Two places that could each hold another key.</summary>
    private static IEnumerable<string> KeyProblems(IConfiguration configuration)
    {
        if (!bool.TryParse(Text(configuration, BinanceOptions.Section, nameof(BinanceOptions.UseSecretFile)), out var isFile) || !isFile)
        {
            yield break;
        }

        foreach (var key in new[] { nameof(BinanceOptions.ApiKey), nameof(BinanceOptions.ApiSecret) })
        {
            if (Text(configuration, BinanceOptions.Section, key).Length > 0)
            {
                yield return $"Binance:{key} is set but Binance:UseSecretFile is true: which of the two is meant? Remove the key from the configuration, or set Binance:UseSecretFile to false.";
            }
        }
    }

    /// <summary>Paper where nothing is said.</summary>
    private static string ProviderOf(IConfiguration configuration) => configuration[Key(ExchangeOptions.Section, nameof(ExchangeOptions.Provider))]?.Trim() ?? new ExchangeOptions().Provider;

    private static TradingEnvironment? Named(string text) =>
        Enum.GetValues<TradingEnvironment>().Where(e => e != TradingEnvironment.Paper && e.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)).Select(e => (TradingEnvironment?)e).FirstOrDefault();

    private static bool IsLiveOn(IConfiguration configuration) => bool.TryParse(Text(configuration, LiveOptions.Section, nameof(LiveOptions.Enabled)), out var on) && on;

    private static bool IsMarketOfTheVenue(IConfiguration configuration) =>
        Text(configuration, MarketOptions.Section, nameof(MarketOptions.Source)).Equals(nameof(MarketSourceKind.Exchange), StringComparison.OrdinalIgnoreCase);

    private static string Text(IConfiguration configuration, string section, string key) => configuration[Key(section, key)]?.Trim() ?? "";

    private static string Key(string section, string key) => $"{section}:{key}";
}
