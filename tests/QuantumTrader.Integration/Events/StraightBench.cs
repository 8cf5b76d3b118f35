using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Events.Straight;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Events;

/// <summary>A Redis, a directory, and the straight journal on both, which can be started again.</summary>
internal sealed class StraightBench : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private RedisLink _link = null!;
    private Task _probing = Task.CompletedTask;
    private int _ids;

    private StraightBench(RedisServer redis) => Redis = redis;

    public RedisServer Redis { get; }

    public StraightJournal Journal { get; private set; } = null!;

    public string Directory => _folder["straight"];

    public StackExchange.Redis.IDatabase Database => _link.Database;

    public RedisKeys Keys => _link.Keys;

    public static async Task<StraightBench> StartAsync()
    {
        var bench = new StraightBench(await RedisServer.StartAsync());
        var options = new RedisOptions { ConnectionString = bench.Redis.ConnectionString, ProbeInterval = TimeSpan.FromMilliseconds(100) };
        bench._link = await RedisLink.OpenAsync(options, TimeProvider.System);
        bench._probing = bench._link.RunAsync(bench._stop.Token);
        await Poll.UntilAsync(() => bench._link.Health.State == RedisState.Ready, Limit, "the store answers");
        bench.Open();
        return bench;
    }

    public async Task RestartAsync()
    {
        await Journal.DisposeAsync();
        Open();
    }

    /// <summary>Not a record.</summary>
    public MarketStarted Event() => new(Id(), DateTimeOffset.UnixEpoch) { Source = $"source {_ids}", Symbols = [] };

    public TradePlanned Plan() => new(Id(), DateTimeOffset.UnixEpoch, TradeId.Create("1-1"))
    {
        Symbol = Symbol.Create("BTCUSDT"),
        Direction = Direction.Long,
        Quantity = new(1m),
        Leverage = new(3m),
        ReferencePrice = new(100m),
        Confidence = 0.7,
        ModelId = "trend",
        ModelVersion = "1",
        SizingState = "s",
        SizingAction = "a",
        StopLoss = new(0.02m),
        TakeProfit = new(0.04m),
        PartialTakeProfit = new(0.02m),
        PartialShare = new(0.5m),
    };

    public OrderIntended Record() => new(Id(), DateTimeOffset.UnixEpoch, TradeId.Create("1-1"))
    {
        Symbol = Symbol.Create("BTCUSDT"),
        ClientOrderId = ClientOrderId.Create($"qt1-1-e{_ids}"),
        Purpose = OrderPurpose.Entry,
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Quantity = new(1m),
        ReduceOnly = false,
    };

    public async Task<List<Guid>> AppendAsync(params DomainEvent[] events)
    {
        foreach (var append in events.Select(e => Journal.AppendAsync(e).AsTask()).ToArray())
        {
            await append;
        }

        return [.. events.Select(e => e.EventId)];
    }

    /// <summary>Of 1970, in portions that each fit into a file: a file ends between two groups, and what waits at once is one group.</summary>
    public async Task AppendRecordsAsync(int count)
    {
        const int Portion = 100;
        for (var i = 0; i < count; i += Portion)
        {
            await AppendAsync([.. Enumerable.Range(0, Portion).Select(_ => Record())]);
        }
    }

    public Task<long> TrimAsync() => new QuantumTrader.Infrastructure.Events.Forwarding.StreamTrimmer(_link, TimeProvider.System).TrimAsync();

    public Task UntilAsync(JournalState state) =>
        Poll.UntilAsync(() => Journal.Health.State == state, Limit, $"the journal is {state}; it is {Journal.Health}");

    /// <summary>From now on nothing but the journal talks to the store, and nobody notices that it does not answer.</summary>
    public async Task StopProbingAsync()
    {
        await _stop.CancelAsync();
        await _probing;
    }

    /// <summary>Commands sent to the store so far.</summary>
    public long SentCount => _link.Connection.GetCounters().Interactive.OperationCount;

    public async ValueTask DisposeAsync()
    {
        Redis.Resume();
        await Journal.DisposeAsync();
        await StopProbingAsync();
        await _link.DisposeAsync();
        await Redis.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    private Guid Id() => new(++_ids, 0, 0, new byte[8]);

    /// <summary>The files of the records, the oldest first.</summary>
    public string[] Segments => [.. System.IO.Directory.GetFiles(Directory, "*.jsonl").Order(StringComparer.Ordinal)];

    /// <summary>One round of the records' retention: how many files went.</summary>
    /// <param name="saved">Up to which sequence the trades are saved.</param>
    /// <param name="retention">Null: an hour.</param>
    public int ClearRecords(long saved, TimeSpan? retention = null) => new JournalRetention(
        PhysicalDisk.Instance, Directory, null, () => Journal.RecordsDone(saved), new EventsOptions { Retention = retention ?? TimeSpan.FromHours(1) }, TimeProvider.System).Run();

    private void Open() => Journal = StraightJournal.Open(_link, PhysicalDisk.Instance, Directory, new EventsOptions { SegmentSizeMax = 64 * 1024 }, () => 7, TimeProvider.System);
}
