using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Trades;

namespace QuantumTrader.Unit.Trades;

/// <summary>One machine: its journal and local store stay when the process ends; book and projectors are made anew by each start.</summary>
internal sealed class TradingProcess(string journalId, SharedStoreFake sharedStore) : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private InProcessEventBus _bus = null!;

    public HashingJournal Journal { get; private set; } = new(keep: 500);

    public InMemoryTradeStateStore Local { get; set; } = new(journalId);

    public FakeLease Lease { get; } = new(epoch: 0);

    public ITradeStateStore Shared => sharedStore.DoorOf(journalId, Lease);

    public RestoredTrades Restored { get; private set; } = null!;

    public TradeBook Book => Restored.Book;

    public TradeProjector LocalProjector { get; private set; } = null!;

    public TradeProjector SharedProjector { get; private set; } = null!;

    public async Task StartAsync()
    {
        _bus = new InProcessEventBus(Journal);
        Restored = await TradeBookRestore.FromAsync(Local, Journal, journalId, Shared, None);
        _bus.Subscribe(j => Book.Apply(j));
        LocalProjector = new TradeProjector(Local, Journal, _bus, Book, new FakeTimeProvider());
        SharedProjector = new TradeProjector(Shared, Journal, _bus, Book, new FakeTimeProvider(), lease: Lease, supersededUpTo: Restored.UpTo);
    }

    /// <summary>Wins the lease, and does what a new leader does.</summary>
    public async Task LeadAsync(long epoch, long? supersededUpTo = null)
    {
        (sharedStore.LastEpoch, Lease.Epoch) = (epoch, epoch);
        var upTo = supersededUpTo ?? Journal.Health.LastDurableSequence;
        await TradeBookRestore.MergeSharedAsync(Book, Local, Shared, Journal, upTo, None);
        SharedProjector.GoOn(upTo);
    }

    public async Task PublishAsync(params IEnumerable<TradeEvent> events)
    {
        foreach (var e in events)
        {
            Assert.True(await _bus.PublishAsync(e));
        }
    }

    /// <summary>Twice, because the first round after a start reads the journal.</summary>
    public static async Task<bool> SaveAsync(TradeProjector projector) => await projector.TrySaveAsync(None) && await projector.TrySaveAsync(None);

    /// <summary>The events folder is replaced by an older copy of itself.</summary>
    public async Task LoseEventsAfterAsync(long sequence)
    {
        var older = new HashingJournal(keep: 500);
        foreach (var journaled in Journal.ReadAfter(0).Take((int)sequence))
        {
            await older.AppendAsync(journaled.Event);
        }

        Journal = older;
    }

    public void Dispose() => Journal.Dispose();
}
