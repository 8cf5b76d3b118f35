using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Infrastructure.Risk;

public static class RiskServices
{
    /// <summary>The options of the risk checks, and the drawdown peak in <c>engine.db</c> of <paramref name="dataDirectory"/>.</summary>
    public static IServiceCollection AddRisk(this IServiceCollection services, string dataDirectory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataDirectory);
        services.AddOptions<RiskOptions>()
            .BindConfiguration(RiskOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RiskOptions>, ValidateRiskOptions>());
        services.TryAddSingleton<IDrawdownStore>(provider => new SqliteDrawdownStore(
            Path.Combine(dataDirectory, "engine.db"),
            provider.GetRequiredService<IOptions<PolicyOptions>>().Value.BusyTimeout));
        return services;
    }
}
