using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

public static class EventsServiceCollectionExtensions
{
    /// <summary>The journal on disk and the bus before it. The journal opens, or refuses to, when it is first asked for.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="dataDirectory">Absolute; <see cref="EventsOptions.Directory"/> is relative to it.</param>
    public static IServiceCollection AddEvents(this IServiceCollection services, string dataDirectory)
    {
        services.AddOptions<EventsOptions>()
            .BindConfiguration(EventsOptions.Section, b => b.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventsOptions>, ValidateEventsOptions>();
        services.TryAddSingleton(TimeProvider.System);          // seam: a fake clock
        services.TryAddSingleton<IDisk>(PhysicalDisk.Instance); // seam: a disk that fails
        services.TryAddSingleton(p => EventBuffer.Open(
            p.GetRequiredService<IDisk>(), DirectoryOf(p, dataDirectory), OptionsOf(p), p.GetRequiredService<TimeProvider>(), p.GetService<ILogger<EventBuffer>>()));
        services.TryAddSingleton<IEventJournal>(p => p.GetRequiredService<EventBuffer>());
        services.TryAddSingleton<IJournalLines>(p => p.GetRequiredService<EventBuffer>());
        services.TryAddSingleton(p =>
        {
            _ = p.GetRequiredService<EventBuffer>(); // it holds the lock on the directory that the file is in
            return new JournalConsumers(
                p.GetRequiredService<IDisk>(), DirectoryOf(p, dataDirectory), p.GetRequiredService<TimeProvider>(), p.GetService<ILogger<JournalConsumers>>());
        });
        services.TryAddSingleton<IJournalConsumers>(p => p.GetRequiredService<JournalConsumers>());
        services.TryAddSingleton(p => new SafetyNotices(
            p.GetRequiredService<IJournalLines>(), p.GetRequiredService<IJournalConsumers>(), p.GetRequiredService<IDisk>(), DirectoryOf(p, dataDirectory),
            p.GetRequiredService<TimeProvider>(), p.GetService<ILoggerFactory>()));
        services.TryAddSingleton<InProcessEventBus>();
        services.TryAddSingleton<IEventBus>(p => p.GetRequiredService<InProcessEventBus>());
        return services;
    }

    private static EventsOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<EventsOptions>>().Value;

    private static string DirectoryOf(IServiceProvider services, string dataDirectory) => Path.Combine(dataDirectory, OptionsOf(services).Directory);
}
