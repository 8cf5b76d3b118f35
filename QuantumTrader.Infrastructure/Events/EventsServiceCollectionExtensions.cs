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
        services.TryAddSingleton(p =>
        {
            var options = p.GetRequiredService<IOptions<EventsOptions>>().Value;
            return EventBuffer.Open(
                p.GetRequiredService<IDisk>(),
                Path.Combine(dataDirectory, options.Directory),
                options,
                p.GetRequiredService<TimeProvider>(),
                p.GetService<ILogger<EventBuffer>>());
        });
        services.TryAddSingleton<IEventJournal>(p => p.GetRequiredService<EventBuffer>());
        services.TryAddSingleton<IJournalLines>(p => p.GetRequiredService<EventBuffer>());
        services.TryAddSingleton<InProcessEventBus>();
        services.TryAddSingleton<IEventBus>(p => p.GetRequiredService<InProcessEventBus>());
        return services;
    }
}
