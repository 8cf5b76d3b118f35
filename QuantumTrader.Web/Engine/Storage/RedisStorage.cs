using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.Infrastructure.Events.Forwarding;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Infrastructure.Redis.Reading;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Engine.Storage;

/// <summary>
/// Lease, policy, drawdown peak and trade states in Redis; the journal on the own disk, copied there; a checkpoint of the trades here,
/// so that a start without Redis knows what it holds.
/// </summary>
public sealed class RedisStorage : IEngineStorage, IDisposable
{
    private static readonly TimeSpan DrainWaitMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(50);
    private readonly RedisLink _link;
    private readonly LocalStorage _local;
    private readonly RedisLease _lease;
    private readonly RedisForwarder _forwarder;
    private readonly ITradeStateStore? _shared;
    private readonly string _journalId;
    private readonly StorageFlags _flags;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _log;
    private readonly BackgroundLoops _loops;
    private TradeProjector? _projector;
    private long _supersededUpTo;
    private long _mergedEpoch;

    /// <param name="link">Opened; closed here.</param>
    /// <param name="lease">Not begun yet.</param>
    /// <param name="local">What is on this machine.</param>
    /// <param name="journalId">Of <see cref="LocalStorage.Journal"/>.</param>
    /// <param name="policyCopy">The policy's copy on this machine.</param>
    /// <param name="localDrawdown">The peak's home on this machine.</param>
    /// <param name="flags">Without the store of trade states, trades are not shared.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">Where failures are told.</param>
    public RedisStorage(
        RedisLink link, RedisLease lease, LocalStorage local, string journalId, PolicyCopyFile policyCopy, IDrawdownStore localDrawdown, StorageFlags flags, TimeProvider time, ILoggerFactory logs)
    {
        (_link, _lease, _local, _journalId, _flags, _time, _logs) = (link, lease, local, journalId, flags, time, logs);
        _log = logs.CreateLogger<RedisStorage>();
        _loops = new(time, _log);
        Policy = new KeptPolicyStore(link, new RedisPolicyStore(link, lease, time), policyCopy, lease, logs.CreateLogger<KeptPolicyStore>());
        PolicyChanges = new RedisPolicyChanges(link);
        Drawdown = new MirroredDrawdownStore(localDrawdown, new RedisDrawdownStore(link, lease));
        _shared = flags.UseTradeStateStore ? new RedisTradeStateStore(link, lease, journalId) : null;
        _forwarder = new RedisForwarder(link, local.Buffer, local.Consumers, () => lease.Epoch, time, logs.CreateLogger<RedisForwarder>());
    }

    public ILease Lease => _lease;

    public TimeSpan SettlesIn => _lease.SettlesIn;

    public IPolicyStore Policy { get; }

    public IPolicyChanges? PolicyChanges { get; }

    public IDrawdownStore Drawdown { get; }

    public IEventJournal Journal => _local.Journal;

    public StorageFacts Facts()
    {
        var (redis, forwarder) = (_link.Health, _forwarder.Health);
        return new()
        {
            IsReady = redis.State == RedisState.Ready,
            Cause = redis.Cause,
            Backlog = forwarder.Backlog,
            BacklogMax = _link.Options.BacklogMax,
        };
    }

    public async Task<TradeBook> RestoreAsync(CancellationToken stopping)
    {
        await _link.ProbeAsync();
        var restored = await TradeBookRestore.FromAsync(_local.Trades, Journal, _journalId, _shared, stopping);
        _supersededUpTo = restored.UpTo;
        if (restored.SharedMissing is { } cause && Journal.Health.LastDurableSequence > 0) // else nothing ever happened here
        {
            _log.SharedTradesMissing(cause);
        }

        if (restored.Gap is { } gap)
        {
            _log.TradesHaveGap(gap);
        }

        return restored.Book;
    }

    public void Begin(TradeBook book, IEventBus bus)
    {
        _loops.Run("probe Redis", _link.RunAsync);
        _loops.Run("lease", _lease.RunAsync);
        _loops.Run("forward events", _forwarder.RunAsync);
        _loops.Run("trim streams", new StreamTrimmer(_link, _time, _logs.CreateLogger<StreamTrimmer>()).RunAsync);
        _local.Begin(_loops, book, bus, () => _shared is null ? long.MaxValue : _projector?.Health.Checkpoint ?? 0);
        if (_shared is not null)
        {
            // Under a lease that is yet to come: it saves nothing before MergeTradesAsync lets it.
            _projector = new TradeProjector(_shared, Journal, bus, book, _time, _logs.CreateLogger<TradeProjector>(), lease: _lease, supersededUpTo: _supersededUpTo, generation: () => _link.Generation);
            _loops.Run("save trades in Redis", _projector.RunAsync);
            _loops.Run("look for lost trades", LookForLossAsync);
        }
    }

    public async Task MergeTradesAsync(TradeBook book, CancellationToken stopping)
    {
        if (_shared is null)
        {
            return;
        }

        var epoch = _lease.Epoch;
        if (_mergedEpoch > 0 && _mergedEpoch != epoch)
        {
            _supersededUpTo = Journal.Health.LastDurableSequence; // led before: what was journaled until now another leader knew better
        }

        _mergedEpoch = epoch;
        var merged = await TradeBookRestore.MergeSharedAsync(book, _local.Trades, _shared, Journal, _supersededUpTo, stopping);
        _projector?.GoOn(_supersededUpTo);
        if (merged != new MergedTrades(0, 0))
        {
            _log.TradesTakenOver(merged.TakenOver, merged.EndedElsewhere);
        }
    }

    public Task<EmergencyRunState?> LeaderReportsAsync(Guid emergencyId, string? journalId = null)
    {
        var holder = _lease.Holder;
        return StopReports.LastAsync(_link, id => journalId is null ? RedisLease.IsOfJournal(holder, id) : id == journalId, emergencyId);
    }

    public async Task<string?> UnsettledLeaderAsync() => _lease.IsSettled ? null : await StopReports.LastLeaderAsync(_link, _journalId);

    public StorageView View(EngineRole role)
    {
        var view = StorageViews.Local("Redis", _local, _lease, role);
        var shared = _projector?.Health;
        return view with
        {
            Redis = _link.Health,
            Forwarder = _forwarder.Health,
            TradesBehind = Math.Max(view.TradesBehind, StorageViews.Behind(shared)),
            TradesCause = view.TradesCause ?? (_shared is null || role == EngineRole.Standby ? null : StorageViews.CauseOf(shared)),
            Warnings = [.. StorageFlagRules.Warnings(_flags), .. _link.Health.Warnings],
        };
    }

    public async Task CloseAsync()
    {
        await DrainAsync();
        await _loops.StopAsync();
        if (_projector is { } projector)
        {
            await projector.TrySaveAsync(CancellationToken.None);
        }

        await _local.CloseAsync();
        await _lease.ReleaseAsync();
        await _link.DisposeAsync();
    }

    public void Dispose()
    {
        _projector?.Dispose();
        _local.Dispose();
        _lease.Dispose();
        _loops.Dispose();
    }

    /// <summary>A store that came back may have lost its last writes, also when no trade changes.</summary>
    private async Task LookForLossAsync(CancellationToken stopping)
    {
        var seen = _link.Generation;
        while (true)
        {
            await Task.Delay(_link.Options.ProbeInterval, _time, stopping);
            if (_link.Generation is var now && now != seen)
            {
                seen = now;
                _projector!.LookAgain();
            }
        }
    }

    /// <summary>For whoever takes over: what is left goes to Redis while that is quick. Nothing is lost otherwise, it is on the disk.</summary>
    private async Task DrainAsync()
    {
        var began = _time.GetTimestamp();
        while (_forwarder.Health is { State: ForwarderState.Forwarding, Backlog: > 0 } && _time.GetElapsedTime(began) < DrainWaitMax)
        {
            await Task.Delay(DrainLook, _time);
        }
    }
}
