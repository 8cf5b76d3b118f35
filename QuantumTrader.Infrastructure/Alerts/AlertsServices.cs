using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Alerts;

public static class AlertsServices
{
    /// <summary>The section's options and their checks alone; opens nothing.</summary>
    public static IServiceCollection AddAlertsOptions(this IServiceCollection services)
    {
        services.AddOptions<AlertsOptions>().BindConfiguration(AlertsOptions.Section, b => b.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertsOptions>, ValidateAlertsOptions>());
        return services;
    }

    /// <summary>Keeps the alerts. Add it before everything that raises any: it starts first, and stops last.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="dataDirectory">Absolute.</param>
    /// <param name="instance">Which data directory this is; told to receivers and kept with each row.</param>
    /// <param name="environment">Paper, Testnet, Live, ...; told to receivers.</param>
    public static IServiceCollection AddAlertKeeping(
        this IServiceCollection services, string dataDirectory, Func<IServiceProvider, string> instance, Func<IServiceProvider, string> environment)
    {
        services.AddAlertsOptions();
        services.TryAddSingleton(p => new AlertFile(Path.Combine(dataDirectory, "alerts", "alerts.json")));
        services.TryAddSingleton(p => ActivatorUtilities.CreateInstance<AlertTable>(p, instance(p)));
        services.TryAddSingleton(p => Board(p, instance(p), environment(p)));
        services.TryAddSingleton<Domain.Alerts.IAlerts>(p => p.GetRequiredService<AlertBoard>());
        services.TryAddSingleton<Domain.Alerts.IAlertCount>(p => p.GetRequiredService<AlertBoard>());
        services.TryAddSingleton<AlertKeeper>();
        services.AddHostedService(p => p.GetRequiredService<AlertKeeper>());
        return services;
    }

    /// <summary>Sends the alerts out, where a webhook is set. Add it after everything that raises any.</summary>
    public static IServiceCollection AddAlertWebhook(this IServiceCollection services) =>
        services.AddHostedService(p => ActivatorUtilities.CreateInstance<Webhook.WebhookService>(p, p.GetRequiredService<IOptions<AlertsOptions>>().Value));

    private static AlertBoard Board(IServiceProvider services, string instance, string environment)
    {
        var (ids, options) = (services.GetRequiredService<Identity.RandomIds>(), services.GetRequiredService<IOptions<AlertsOptions>>().Value);
        var messages = options.HasWebhook ? new Webhook.WebhookMessages(ids, options.WebhookMinSeverity, instance, environment) : null;
        return new(ids, services.GetRequiredService<TimeProvider>(), messages);
    }
}
