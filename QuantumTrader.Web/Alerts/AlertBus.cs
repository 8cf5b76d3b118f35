using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Web.Alerts;

/// <summary>
/// Tells what the engine publishes, at once and without a journal: with <c>USE_EVENT_BUFFER=false</c> there is none on this disk that could be
/// read. Raising waits for nobody; what is told both ways is known by its event and counted once.
/// </summary>
internal sealed class AlertBus(AlertBoard board, InProcessEventBus bus, StorageFlags flags, TimeProvider time) : IHostedService
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = flags.UseEventBuffer ? null : bus.Subscribe(Tell);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    private void Tell(JournaledEvent journaled) => AlertNews.Tell(board, journaled.Event, time.GetUtcNow());
}
