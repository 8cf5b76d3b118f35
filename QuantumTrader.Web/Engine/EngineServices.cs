using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Venue;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Market.Recording;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Infrastructure.Sizing;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Emergency.Triggers;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Signals;
using QuantumTrader.Web.Engine.Storage;
using QuantumTrader.Web.Engine.Trades;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Engine;

/// <summary>The engine's stages, in the order of the flow.</summary>
public static class EngineServices
{
    public static IServiceCollection AddEngine(this IServiceCollection services, DataDirectoryLease lease, TimeProvider time)
    {
        services.TryAddSingleton(time);
        services.AddSingleton(lease);
        services.TryAddSingleton<IIdSource>(_ => new SeededIds((ulong)System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) << 31 | (uint)lease.Epoch));
        return services
            .AddSingleton(p => RedisLease.Open(
                p.GetRequiredService<RedisLink>(), lease.Directory, p.GetRequiredService<EventBuffer>().JournalId, p.GetRequiredService<IIdSource>(),
                BootTimeProvider.Instance, p.GetService<ILogger<RedisLease>>()))
            .AddStages(lease.Directory)
            .AddSingleton<IPostConfigureOptions<BinanceOptions>>(p => new VenueKeyOptions(p.GetRequiredService<IConfiguration>(), lease.Directory))
            .AddSingleton(Settings)
            .AddSingleton<LiveEngine>()
            .AddSingleton(p => p.GetRequiredService<LiveEngine>().Letters);
    }

    /// <summary>The stages alone: enough to check their options, before anything on the disk is touched.</summary>
    public static IServiceCollection AddStages(this IServiceCollection services, string directory) => services
        .AddMarket()
        .AddMarketRecorder(Path.Combine(directory, "market"))
        .AddSignals()
        .AddSizing(directory)
        .AddPolicy(directory)
        .AddRisk(directory)
        .AddEmergency(directory)
        .AddExecution(directory)
        .AddStorage(directory)
        .AddTrades(directory)
        .AddEvents(directory);

    private static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.TryAddSingleton<ISignalModel, TrendRuleModel>(); // seam: an own model registers first
        return services;
    }

    private static IServiceCollection AddEmergency(this IServiceCollection services, string directory)
    {
        services.AddStageOptions<EmergencyOptions>(EmergencyOptions.Section);
        services.TryAddSingleton<IStopArchive>(_ => new StopArchive(PhysicalDisk.Instance, Path.Combine(directory, "emergency")));
        services.AddStageOptions<TriggersOptions>(TriggersOptions.Section);
        services.AddSingleton<IValidateOptions<TriggersOptions>, ValidateTriggersOptions>();
        services.TryAddSingleton<ILatchStore>(_ => new LatchFile(Path.Combine(directory, "emergency")));
        return services;
    }

    private static IServiceCollection AddExecution(this IServiceCollection services, string directory)
    {
        services.AddStageOptions<ExecutionOptions>(ExecutionOptions.Section);
        services.AddStageOptions<TradesOptions>(TradesOptions.Section);
        services.AddStageOptions<SignalsOptions>(SignalsOptions.Section);
        services.AddStageOptions<ExchangeOptions>(ExchangeOptions.Section);
        services.AddSingleton<IValidateOptions<ExchangeOptions>, ValidateExchangeOptions>();
        services.AddStageOptions<LiveOptions>(LiveOptions.Section);
        services.AddStageOptions<StoreOptions>(StoreOptions.Section);
        services.AddStageOptions<BinanceOptions>(BinanceOptions.Section);
        services.AddSingleton<IValidateOptions<BinanceOptions>>(p => new ValidateBinanceOptions(VenueChoice.IsBinance(p.GetRequiredService<IConfiguration>())));
        services.AddSingleton<IValidateOptions<BinanceOptions>, ValidateAnswerTimes>();
        services.AddBinanceVenue(directory, p => VenueChoice.EnvironmentOf(p.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton<ILiveVenue>(p => VenueChoice.IsBinance(p.GetRequiredService<IConfiguration>()) ? p.GetRequiredService<BinanceVenue>() : p.GetRequiredService<PaperExchange>());
        services.AddPaperExchange(_ => Path.Combine(directory, "engine.db"), provider => [.. MarketInstruments.Of(provider.GetRequiredService<IMarketSource>()).Values]);
        return services;
    }

    /// <summary>Of live trading; elsewhere there is nothing to cap.</summary>
    private static Usd CapitalMax(IServiceProvider provider) => VenueChoice.EnvironmentOf(provider.GetRequiredService<IConfiguration>()) == TradingEnvironment.Live
        ? new(provider.GetRequiredService<IOptions<LiveOptions>>().Value.CapitalMax)
        : new(decimal.MaxValue);

    private static void AddStageOptions<T>(this IServiceCollection services, string section)
        where T : class =>
        services.AddOptions<T>()
            .BindConfiguration(section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();

    private static EngineSettings Settings(IServiceProvider provider) => new()
    {
        Environment = VenueChoice.EnvironmentOf(provider.GetRequiredService<IConfiguration>()),
        VenueName = VenueChoice.NameOf(provider.GetRequiredService<IConfiguration>()),
        CapitalMax = CapitalMax(provider),
        HedgeMode = VenueChoice.IsBinance(provider.GetRequiredService<IConfiguration>())
            ? provider.GetRequiredService<IOptions<BinanceOptions>>().Value.HedgeMode
            : provider.GetRequiredService<IOptions<PaperOptions>>().Value.HedgeMode,
        VolatilityTimeframe = provider.GetRequiredService<IOptions<SizingOptions>>().Value.VolatilityTimeframe,
        Execution = provider.GetRequiredService<IOptions<ExecutionOptions>>().Value,
        Policy = provider.GetRequiredService<IOptions<PolicyOptions>>().Value,
        Risk = provider.GetRequiredService<IOptions<RiskOptions>>().Value,
        Trades = provider.GetRequiredService<IOptions<TradesOptions>>().Value,
        Emergency = provider.GetRequiredService<IOptions<EmergencyOptions>>().Value,
        Triggers = provider.GetRequiredService<IOptions<TriggersOptions>>().Value,
    };
}
