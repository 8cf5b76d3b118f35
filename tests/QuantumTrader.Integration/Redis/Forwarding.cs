using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Events.Forwarding;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>A link that is probed and a forwarder that runs, until disposed.</summary>
internal sealed class Forwarding : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private Forwarding(RedisLink link, IJournalLines journal, IJournalConsumers consumers, long epoch)
    {
        Link = link;
        Forwarder = new RedisForwarder(link, journal, consumers, () => epoch, TimeProvider.System);
        _running = Task.WhenAll(link.RunAsync(_stop.Token), Forwarder.RunAsync(_stop.Token));
    }

    public RedisLink Link { get; }

    public RedisForwarder Forwarder { get; }

    public ForwarderHealth Health => Forwarder.Health;

    public static async Task<Forwarding> StartAsync(string connectionString, IJournalLines journal, IJournalConsumers? consumers = null, long epoch = 1, string? dataDirectory = null) =>
        new(await Links.OpenAsync(connectionString, dataDirectory), journal, consumers ?? new MemoryConsumers(), epoch);

    public Task UntilConfirmedAsync(long sequence) =>
        Poll.UntilAsync(() => Health.ConfirmedSequence >= sequence && Health.Backlog == 0, TimeSpan.FromSeconds(30), $"everything up to {sequence} is forwarded; it is {Health}");

    public Task UntilAsync(ForwarderState state) => Poll.UntilAsync(() => Health.State == state, Links.Limit, $"the forwarder is {state}; it is {Health}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Link.DisposeAsync();
        _stop.Dispose();
    }
}
