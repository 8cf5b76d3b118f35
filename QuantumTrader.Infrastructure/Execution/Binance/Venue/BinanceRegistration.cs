using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Infrastructure.Execution.Binance.Venue;

/// <summary>The Binance venue and its market. Nothing is made, and nothing connects, unless somebody asks for it.</summary>
public static class BinanceRegistration
{
    /// <summary>The market's bars.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <param name="services">Must also hold configuration, market options and a clock.</param>
    /// <param name="directory">The data directory.</param>
    /// <param name="environment">Whose money it is.</param>
    public static IServiceCollection AddBinanceVenue(this IServiceCollection services, string directory, Func<IServiceProvider, TradingEnvironment> environment)
    {
        services.TryAddSingleton<ServerClock>();
        services.TryAddSingleton(s => new BanFile(PhysicalDisk.Instance, directory));
        services.TryAddSingleton(s => new RequestBudget(OptionsOf(s), s.GetRequiredService<ServerClock>(), s.GetRequiredService<BanFile>(), s.GetRequiredService<ILogger<RequestBudget>>()));
        services.TryAddSingleton(s => new BinanceHttpApi(
            OptionsOf(s), s.GetRequiredService<RequestBudget>(), s.GetRequiredService<ServerClock>(), TimeOf(s), handler: null, s.GetRequiredService<ILogger<BinanceHttpApi>>()));
        services.TryAddSingleton(Transport);
        services.TryAddSingleton<IBinanceApi>(s => s.GetRequiredService<IBinanceTransport>());
        services.TryAddSingleton(s => new ClockSync(s.GetRequiredService<IBinanceApi>(), s.GetRequiredService<ServerClock>(), TimeOf(s), OptionsOf(s).ClockInterval));
        services.TryAddSingleton(s => new BinanceExchange(
            s.GetRequiredService<IBinanceApi>(), OptionsOf(s), s.GetRequiredService<ClockSync>(), new Meaning.AlgoOrigins(), TimeOf(s), SymbolsOf(s), s.GetRequiredService<RequestBudget>(), s.GetRequiredService<ILogger<BinanceExchange>>()));
        services.TryAddSingleton(s => StreamsOf(OptionsOf(s)));
        services.TryAddSingleton<Func<IStreamSocket>>(s => () => new ClientStreamSocket(s.GetRequiredService<StreamSettings>().PingEvery, s.GetRequiredService<StreamSettings>().PongMax));
        services.TryAddSingleton(Streams);
        services.TryAddSingleton(s => Market(s, environment(s)));
        services.TryAddKeyedSingleton<IMarketSource>(MarketSourceKind.Exchange, (s, _) => s.GetRequiredService<BinanceMarketSource>());
        services.TryAddSingleton(s => new BinanceVenue(Parts(s, directory, environment(s))));
        return services;
    }

    private static IBinanceTransport Transport(IServiceProvider services) => OptionsOf(services).Transport == BinanceTransport.BinanceNet
        ? BinanceTransports.CreateBinanceNet(
            OptionsOf(services), services.GetRequiredService<RequestBudget>(), services.GetRequiredService<ServerClock>(), TimeOf(services), services.GetRequiredService<ILogger<BinanceHttpApi>>())
        : services.GetRequiredService<BinanceHttpApi>();

    private static VenueParts Parts(IServiceProvider services, string directory, TradingEnvironment environment) => new()
    {
        Options = OptionsOf(services),
        Environment = environment,
        Symbols = SymbolsOf(services),
        Api = services.GetRequiredService<IBinanceApi>(),
        Exchange = services.GetRequiredService<BinanceExchange>(),
        Budget = services.GetRequiredService<RequestBudget>(),
        Clock = services.GetRequiredService<ClockSync>(),
        Meter = services.GetRequiredService<IBinanceTransport>().Meter,
        Halts = services.GetRequiredService<IBinanceTransport>().Halts,
        Streams = services.GetRequiredService<StreamSettings>(),
        Sockets = services.GetRequiredService<Func<IStreamSocket>>(),
        Market = services.GetRequiredService<MarketStreams>,
        Disk = PhysicalDisk.Instance,
        Directory = directory,
        Time = TimeOf(services),
        Logs = services.GetRequiredService<ILoggerFactory>(),
    };

    private static MarketStreams Streams(IServiceProvider services) => new(
        SymbolsOf(services), Interval, services.GetRequiredService<StreamSettings>(), services.GetRequiredService<Func<IStreamSocket>>(), TimeOf(services),
        () => services.GetRequiredService<ServerClock>().Offset, services.GetRequiredService<ILogger<MarketStreams>>());

    private static BinanceMarketSource Market(IServiceProvider services, TradingEnvironment environment)
    {
        var options = services.GetRequiredService<IOptions<MarketOptions>>().Value;
        var streams = services.GetRequiredService<MarketStreams>();
        var speed = environment == TradingEnvironment.Rehearsal ? options.Speed : 1; // above 0: see the check of the options
        return new BinanceMarketSource(
            $"{new Uri(OptionsOf(services).StreamUrl).Authority}, {streams.Symbols.Count} symbols",
            streams,
            new BinanceBarHistory(services.GetRequiredService<IBinanceApi>(), Interval),
            new BarSettings { Interval = Interval, HistoryBars = options.HistoryBars }.At(speed),
            TimeOf(services),
            environment == TradingEnvironment.Rehearsal ? ClockOf(services, streams, speed) : null)
        {
            Pace = Interval / speed,
        };
    }

    private static RehearsalBarClock ClockOf(IServiceProvider services, MarketStreams streams, double speed) => new(streams.Symbols[0], speed, TimeOf(services))
    {
        Watch = new(Interval, speed, TimeOf(services), services.GetRequiredService<ILogger<BinanceMarketSource>>()),
    };

    private static StreamSettings StreamsOf(BinanceOptions options)
    {
        var trunk = options.StreamUrl.Trim().TrimEnd('/');
        return new StreamSettings { MarketUrl = new($"{trunk}/market"), PrivateUrl = new($"{trunk}/private"), Asset = options.SettlementAsset };
    }

    private static BinanceOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<BinanceOptions>>().Value;

    private static IReadOnlyList<Symbol> SymbolsOf(IServiceProvider services) => [.. services.GetRequiredService<IOptions<MarketOptions>>().Value.SymbolNames.Select(Symbol.Create)];

    private static TimeProvider TimeOf(IServiceProvider services) => services.GetRequiredService<TimeProvider>();
}
