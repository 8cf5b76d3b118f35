using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Market.Recording;

namespace QuantumTrader.Infrastructure.Market;

public static class MarketServiceCollectionExtensions
{
    /// <summary>
    /// Registers the <see cref="IMarketSource"/> that "Market:Source" names. An exchange adapter, or a test, registers its
    /// own before this call.
    /// </summary>
    public static IServiceCollection AddMarket(this IServiceCollection services)
    {
        services.AddOptions<MarketOptions>()
            .BindConfiguration(MarketOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MarketOptions>, ValidateMarketOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(CreateSource);
        return services;
    }

    private static IMarketSource CreateSource(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<MarketOptions>>().Value;
        var time = services.GetRequiredService<TimeProvider>();
        return options.Source switch
        {
            MarketSourceKind.Synthetic => new SyntheticMarketSource(options.Seed, options.HistoryBars, options.Speed, time),
            MarketSourceKind.Klines => new KlineFileSource(ReadFile(options, services), options.HistoryBars, options.Speed, time),
            MarketSourceKind.Exchange when services.GetKeyedService<IMarketSource>(MarketSourceKind.Exchange) is { } exchange => Recorded(exchange, services),
            _ => throw new OptionsValidationException(MarketOptions.Section, typeof(MarketOptions), ["Market:Source is Exchange, but no exchange brought a market feed: set Market:Source to Synthetic or Klines."]),
        };
    }

    private static IMarketSource Recorded(IMarketSource exchange, IServiceProvider services) =>
        services.GetService<MarketRecorder>() is { } recorder ? new RecordedMarket(exchange, recorder) : exchange;

    private static KlineSeries ReadFile(MarketOptions options, IServiceProvider services)
    {
        var series = KlineFile.Read(options.File!, new KlineReadOptions { Symbol = options.SymbolOrNull });
        var report = series.Report;
        services.GetRequiredService<ILogger<KlineFileSource>>()
            .KlineFileRead(series.File, report.Rows, series.Symbol.Value, series.Interval, report.Gaps, report.MissingBars, report.Duplicates);
        return series;
    }
}
