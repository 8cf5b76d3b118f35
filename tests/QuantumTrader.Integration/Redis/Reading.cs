using System.Collections.Concurrent;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Infrastructure.Redis.Reading;
using QuantumTrader.TestSupport;
using StackExchange.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>A reader that runs, on a connection of its own, and what it got.</summary>
internal sealed class Reading : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConnectionMultiplexer _connection;
    private readonly Task _running;

    private Reading(ConnectionMultiplexer connection, RedisReaderOptions options, Action<ReceivedEvent>? handle)
    {
        _connection = connection;
        var reader = new RedisEventReader(connection.GetDatabase(), new RedisKeys("main"), options, Handle, Gaps.Enqueue, TimeProvider.System);
        _running = reader.RunAsync(_stop.Token);

        Task Handle(ReceivedEvent received, CancellationToken stopping)
        {
            handle?.Invoke(received);
            Received.Enqueue(received);
            return Task.CompletedTask;
        }
    }

    public ConcurrentQueue<ReceivedEvent> Received { get; } = [];

    public ConcurrentQueue<SequenceGap> Gaps { get; } = [];

    public static RedisReaderOptions Options(string consumer = "c1") => new()
    {
        Group = "g",
        Consumer = consumer,
        PollInterval = TimeSpan.FromMilliseconds(20),
        RetryPause = TimeSpan.FromMilliseconds(20),
        IdleMax = TimeSpan.FromMilliseconds(300),
        DeliveriesMax = 3,
    };

    public static async Task<Reading> StartAsync(string connectionString, RedisReaderOptions? options = null, Action<ReceivedEvent>? handle = null) =>
        new(await ConnectionMultiplexer.ConnectAsync(connectionString + ",abortConnect=false,asyncTimeout=1000"), options ?? Options(), handle);

    public Task UntilAsync(int count) => Poll.UntilAsync(() => Received.Count >= count, Links.Limit, $"{count} events are handled");

    public long[] Sequences(string journal) => [.. Received.Where(r => r.JournalId == journal).Select(r => r.Sequence)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _connection.DisposeAsync();
        _stop.Dispose();
    }
}
