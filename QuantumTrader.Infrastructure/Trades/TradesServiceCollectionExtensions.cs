using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Infrastructure.Trades;

public static class TradesServiceCollectionExtensions
{
    /// <summary>
    /// The store of trade states, embedded unless another was registered before. The book and the projector are made by the
    /// engine's start, which restores the one before it begins the other.
    /// </summary>
    /// <param name="services">Where to add.</param>
    /// <param name="dataDirectory">Absolute; holds <c>engine.db</c>.</param>
    public static IServiceCollection AddTrades(this IServiceCollection services, string dataDirectory)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ITradeStateStore>(_ => new SqliteTradeStateStore(Path.Combine(dataDirectory, "engine.db")));
        return services;
    }
}
