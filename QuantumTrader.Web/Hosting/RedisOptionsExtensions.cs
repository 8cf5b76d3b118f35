using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Web.Hosting;

public static class RedisOptionsExtensions
{
    /// <summary>The settings of the shared store, with what an attribute cannot check. They are checked also when the store is embedded.</summary>
    public static IServiceCollection AddRedisOptions(this IServiceCollection services)
    {
        services.AddOptions<RedisOptions>()
            .BindConfiguration(RedisOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, ValidateRedisOptions>());
        return services;
    }
}
