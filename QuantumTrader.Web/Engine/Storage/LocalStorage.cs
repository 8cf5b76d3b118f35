using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Events.Straight;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Web.Engine.Storage;

/// <summary>What is on this machine whichever store is used: the journal, who lives off it, and the local checkpoint of the trades.</summary>
public sealed class LocalStorage(
    EventBuffer buffer,
    JournalConsumers consumers,
    SafetyNotices notices,
    IEventJournal journal,
    ITradeStateStore trades,
    IDisk disk,
    EventsOptions options,
    string directory,
    TimeProvider time,
    ILoggerFactory logs) : IDisposable
{
    private TradeProjector? _projector;

    public EventBuffer Buffer => buffer;

    public JournalConsumers Consumers => consumers;

    /// <summary>Where events are published: the buffer, unless it is switched off.</summary>
    public IEventJournal Journal => journal;

    public ITradeStateStore Trades => trades;

    public long Quarantined => buffer.QuarantinedCount;

    public int DeadLetters => notices.Subscriber.DeadLetters.Count;

    public ProjectorHealth? Projector => _projector?.Health;

    /// <param name="loops">Where they run.</param>
    /// <param name="book">Restored.</param>
    /// <param name="bus">Whose events the book has folded by the time the projector hears of them.</param>
    /// <param name="sharedCheckpoint">Up to where another store has the trades; the largest number where there is none.</param>
    internal void Begin(BackgroundLoops loops, TradeBook book, IEventBus bus, Func<long> sharedCheckpoint)
    {
        var projector = _projector = new TradeProjector(trades, journal, bus, book, time, logs.CreateLogger<TradeProjector>());
        // With the buffer switched off its numbers are not those that the trades count in, and nothing of it goes.
        long Checkpoint() => ReferenceEquals(journal, buffer) ? Math.Min(projector.Health.Checkpoint, sharedCheckpoint()) : 0;
        var retention = new JournalRetention(disk, directory, consumers, Checkpoint, options, time, logs.CreateLogger<JournalRetention>());
        if (journal is StraightJournal straight)
        {
            var records = new JournalRetention(
                disk, straight.Directory, null, () => straight.RecordsDone(Math.Min(projector.Health.Checkpoint, sharedCheckpoint())), options, time, logs.CreateLogger<JournalRetention>());
            loops.Run("retention of the records", records.RunAsync);
        }

        loops.Run("save trades", projector.RunAsync);
        loops.Run("tell safety events", notices.RunAsync);
        loops.Run("retention of the journal", retention.RunAsync);
    }

    /// <summary>After the loops ended.</summary>
    public async Task CloseAsync()
    {
        if (_projector is { } projector)
        {
            await projector.TrySaveAsync(CancellationToken.None);
        }

        consumers.Dispose();
        if (!ReferenceEquals(journal, buffer) && journal is IAsyncDisposable straight)
        {
            await straight.DisposeAsync();
        }

        await buffer.DisposeAsync();
    }

    public void Dispose() => _projector?.Dispose();
}
