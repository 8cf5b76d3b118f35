using Microsoft.Extensions.DependencyInjection.Extensions;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Ui;

namespace QuantumTrader.Web.Hosting;

/// <summary>What is done with events beside trading: safety events are told, and what a subscriber failed on can be offered to it again.</summary>
internal static class EventCare
{
    public static IServiceCollection AddEventCare(this IServiceCollection services)
    {
        services.TryAddSingleton(p => new DeadLetterDesk([p.GetRequiredService<SafetyNotices>().Subscriber], p.GetRequiredService<InProcessEventBus>(), OnEngine(p.GetRequiredService<LiveEngine>())));
        services.AddHostedService<SafetyNoticesHost>();
        return services;
    }

    private static Func<Func<string?>, Task<string?>> OnEngine(LiveEngine live) => action => live.Context.InvokeAsync(() => Task.FromResult(action()));

    /// <summary>Started after the engine and ended before it closes the journal.</summary>
    private sealed class SafetyNoticesHost(SafetyNotices notices, ILogger<SafetyNoticesHost> log) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await notices.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // A shutdown.
            }
#pragma warning disable CA1031 // Whoever only tells what happened must not end the app; the journal has it all.
            catch (Exception e)
            {
                log.SafetyNoticesEnded(e);
            }
#pragma warning restore CA1031
        }
    }
}
