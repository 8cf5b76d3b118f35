using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Infrastructure.Policy;

public static class PolicyServices
{
    /// <summary>The policy in <c>engine.db</c> of <paramref name="dataDirectory"/>, unless another store was registered before.</summary>
    public static IServiceCollection AddPolicy(this IServiceCollection services, string dataDirectory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataDirectory);
        services.AddOptions<PolicyOptions>()
            .BindConfiguration(PolicyOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PolicyOptions>, ValidatePolicyOptions>());
        services.TryAddSingleton<IPolicyStore>(provider => new SqlitePolicyStore(
            Path.Combine(dataDirectory, "engine.db"),
            provider.GetRequiredService<IOptions<PolicyOptions>>().Value.BusyTimeout));
        return services;
    }
}
