using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events.Straight;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine.Storage;

/// <summary>Puts together what <c>Store:Provider</c> and the flags ask for.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services, string directory)
    {
        services.TryAddSingleton(p => StorageFlags.Read(p.GetRequiredService<IConfiguration>(), out _)); // what is wrong with them was told at the start
        services.TryAddSingleton(p => OpenLink(p, directory));
        services.TryAddSingleton<IEventJournal>(p => JournalOf(p, directory)); // before the stage registers the buffer alone
        services.TryAddSingleton<ITradeStateStore>(p => TradesOf(p, directory));
        services.TryAddSingleton(p => Local(p, directory));
        services.TryAddSingleton<ISwitchedOffStore>(p => SwitchedOffOf(p, directory));
        services.TryAddSingleton<IEngineStorage>(p => IsRedis(p) ? Redis(p, directory) : Embedded(p));
        return services;
    }

    private static bool IsRedis(IServiceProvider p) =>
        string.Equals(p.GetRequiredService<IOptions<StoreOptions>>().Value.Provider, "Redis", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opening only begins to connect: it waits for an answer at most as long as a command does.</summary>
    private static RedisLink OpenLink(IServiceProvider p, string directory) => RedisLink.OpenAsync(
        p.GetRequiredService<IOptions<RedisOptions>>().Value, p.GetRequiredService<TimeProvider>(), p.GetService<ILogger<RedisLink>>(), directory).GetAwaiter().GetResult();

    private static IEventJournal JournalOf(IServiceProvider p, string directory) => p.GetRequiredService<StorageFlags>().UseEventBuffer
        ? p.GetRequiredService<EventBuffer>()
        : StraightJournal.Open(
            p.GetRequiredService<RedisLink>(), p.GetRequiredService<IDisk>(), Path.Combine(directory, StraightJournal.DirectoryName), p.GetRequiredService<IOptions<EventsOptions>>().Value,
            () => p.GetRequiredService<RedisLease>().Epoch, p.GetRequiredService<TimeProvider>(), p.GetService<ILoggerFactory>());

    private static string JournalIdOf(IServiceProvider p) =>
        p.GetRequiredService<IEventJournal>() is StraightJournal straight ? straight.JournalId : p.GetRequiredService<EventBuffer>().JournalId;

    private static ITradeStateStore TradesOf(IServiceProvider p, string directory)
    {
        var journalId = IsRedis(p) ? JournalIdOf(p) : "";
        return p.GetRequiredService<StorageFlags>().UseTradeStateStore
            ? new SqliteTradeStateStore(Path.Combine(directory, "engine.db"), journalId)
            : new SingleFileTradeStateStore(p.GetRequiredService<IDisk>(), Path.Combine(directory, "trades.json"), journalId);
    }

    private static ISwitchedOffStore SwitchedOffOf(IServiceProvider p, string directory)
    {
        var local = new SqliteSwitchedOffStore(Path.Combine(directory, "engine.db"), p.GetRequiredService<IOptions<PolicyOptions>>().Value.BusyTimeout);
        return IsRedis(p) ? new MirroredSwitchedOffStore(local, new RedisSwitchedOffStore(p.GetRequiredService<RedisLink>(), p.GetRequiredService<RedisLease>())) : local;
    }

    private static LocalStorage Local(IServiceProvider p, string directory)
    {
        var options = p.GetRequiredService<IOptions<EventsOptions>>().Value;
        return new(
            p.GetRequiredService<EventBuffer>(), p.GetRequiredService<JournalConsumers>(), p.GetRequiredService<SafetyNotices>(), p.GetRequiredService<IEventJournal>(),
            p.GetRequiredService<ITradeStateStore>(), p.GetRequiredService<IDisk>(), options, Path.Combine(directory, options.Directory),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>());
    }

    private static EmbeddedStorage Embedded(IServiceProvider p) => new(
        new DirectoryLease(p.GetRequiredService<DataDirectoryLease>()), p.GetRequiredService<LocalStorage>(), p.GetRequiredService<IPolicyStore>(),
        p.GetRequiredService<IDrawdownStore>(), p.GetRequiredService<StorageFlags>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<EmbeddedStorage>>());

    private static RedisStorage Redis(IServiceProvider p, string directory) => new(
        p.GetRequiredService<RedisLink>(), p.GetRequiredService<RedisLease>(), p.GetRequiredService<LocalStorage>(), JournalIdOf(p), new PolicyCopyFile(directory),
        p.GetRequiredService<IDrawdownStore>(), p.GetRequiredService<StorageFlags>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILoggerFactory>());
}
