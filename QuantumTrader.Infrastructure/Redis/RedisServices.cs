using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Redis;

public static class RedisServices
{
    /// <summary>The section's options and their check, also where the store is not used, so that a slip in it is found.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="isUsed">Whether an address is needed.</param>
    public static IServiceCollection AddRedisOptions(this IServiceCollection services, bool isUsed)
    {
        services.AddOptions<RedisOptions>()
            .BindConfiguration(RedisOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>>(new ValidateRedisOptions(isUsed)));
        return services;
    }

    /// <summary>The options and the link that the caller opened; the container does not dispose it.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, RedisLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        services.AddRedisOptions(isUsed: true);
        services.TryAddSingleton(TimeProvider.System); // seam: a fake clock
        services.TryAddSingleton(link);
        services.TryAddSingleton(link.Keys);
        return services;
    }
}
