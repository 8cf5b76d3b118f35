using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Web.Alerts;

internal static class AlertServices
{
    /// <summary>The alerts, their keeping and the people's door to them. Before the engine, so that it is stopped after it.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, string directory)
    {
        services.AddAlertKeeping(directory, static p => p.GetRequiredService<EventBuffer>().JournalId, static p => p.GetRequiredService<EngineSettings>().Environment.ToString());
        services.TryAddSingleton(p => ActivatorUtilities.CreateInstance<AlertJournal>(p, Path.Combine(directory, p.GetRequiredService<IOptions<EventsOptions>>().Value.Directory)));
        services.AddSingleton<IDeadLetterSource>(p => p.GetRequiredService<AlertJournal>());
        services.AddHostedService<AlertBus>();
        services.TryAddSingleton<HealthSource>();
        services.TryAddSingleton<AlertFactsSource>();
        services.TryAddSingleton<IAlertControl>(p => new AlertControl(
            p.GetRequiredService<IAccessGate>(), p.GetRequiredService<AlertBoard>(), p.GetRequiredService<AlertTable>(), () => p.GetRequiredService<SafetyNotices>().Newest, p.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>What watches for alerts and sends them out. After the engine, so that it is stopped before its journal is closed.</summary>
    public static IServiceCollection AddAlertSources(this IServiceCollection services)
    {
        services.AddHostedService(p => p.GetRequiredService<AlertJournal>());
        services.AddHostedService(p => new AlertWatch(
            p.GetRequiredService<AlertBoard>(), p.GetRequiredService<AlertFactsSource>().Now, AlertConditions.All, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AlertWatch>>()));
        return services.AddAlertWebhook();
    }
}
