using System.Diagnostics;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Integration.Redis;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;
using Xunit.Abstractions;

namespace QuantumTrader.Integration.Policy;

/// <summary>Two instances on one real Redis: how soon the second one goes by what the first one wrote.</summary>
public sealed class PolicyPushTests(SharedStoreFixture fixture, ITestOutputHelper output) : IClassFixture<SharedStoreFixture>
{
    private const int Changes = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PushLimit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollLimit = TimeSpan.FromSeconds(2);

    [RedisFact]
    public async Task Change_ByPush_HoldsInTheOtherInstanceWithin100Ms()
    {
        await using var bench = await fixture.BenchAsync();
        var writer = new PolicyWriter(new RedisPolicyStore(bench.Link, bench.Lease), TimeProvider.System);
        await writer.ReadOrCreateAsync();
        await using var other = await Instance.StartAsync(await bench.AnotherLinkAsync(), bench, hears: true);
        await HeardOnceAsync(writer, other);

        var (times, afterWrite) = (new List<double>(), new List<double>());
        for (var i = 0; i < Changes; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var edit = await writer.EditAsync(PolicyChange.SwitchMode(i % 2 == 0 ? RiskMode.Defensive : RiskMode.Normal, $"change {i}"), "ann", _ => null);
            var written = Stopwatch.GetTimestamp();
            await other.UntilVersionAsync(Assert.IsType<PolicyEdit.Made>(edit).Next.Version);
            afterWrite.Add(Stopwatch.GetElapsedTime(written).TotalMilliseconds);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        afterWrite.Sort();
        output.WriteLine($"from asking for the write to its being in force in the other instance: p50 {times[Changes / 2]:0.00} ms, p99 {times[Changes * 99 / 100]:0.00} ms, max {times[^1]:0.00} ms");
        output.WriteLine($"from the write's being durable: p50 {afterWrite[Changes / 2]:0.00} ms, p99 {afterWrite[Changes * 99 / 100]:0.00} ms, max {afterWrite[^1]:0.00} ms");

        // Nine of ten, and not all: where other programs hold the processors and the disk, single ones wait for them. By the poll alone hardly one would pass.
        Assert.InRange(times[Changes * 9 / 10], 0, PushLimit.TotalMilliseconds);
    }

    [RedisFact]
    public async Task Emergency_ByPush_ClosesTheOtherInstancesGate()
    {
        await using var bench = await fixture.BenchAsync();
        var writer = new PolicyWriter(new RedisPolicyStore(bench.Link, bench.Lease), TimeProvider.System);
        await writer.ReadOrCreateAsync();
        await using var other = await Instance.StartAsync(await bench.AnotherLinkAsync(), bench, hears: true);
        await HeardOnceAsync(writer, other);
        Assert.True(other.Snapshot.CanOpenNewTrades(TimeProvider.System.GetUtcNow(), Patience));

        var began = Stopwatch.GetTimestamp();
        var stopped = await writer.SetEmergencyModeAsync(new EmergencyLatch(new Guid(7, 0, 0, new byte[8]), "loss", "DRAWDOWN", "drawdown-monitor", TimeProvider.System.GetUtcNow()));
        await other.UntilVersionAsync(stopped.Version);

        output.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.00} ms");
        Assert.True(other.Snapshot.IsEmergencyMode);
        Assert.Equal("DRAWDOWN", other.Snapshot.Policy!.EmergencyTrigger);
        Assert.False(other.Snapshot.CanOpenNewTrades(TimeProvider.System.GetUtcNow(), Patience));
    }

    [RedisFact]
    public async Task Change_PushLost_HoldsInTheOtherInstanceWithin2S()
    {
        await using var bench = await fixture.BenchAsync();
        var writer = new PolicyWriter(new RedisPolicyStore(bench.Link, bench.Lease), TimeProvider.System);
        await writer.ReadOrCreateAsync();
        await using var other = await Instance.StartAsync(await bench.AnotherLinkAsync(), bench, hears: false);
        await other.UntilVersionAsync(1);

        var began = Stopwatch.GetTimestamp();
        await writer.EditAsync(PolicyChange.SwitchMode(RiskMode.Defensive, "unheard"), "ann", _ => null);
        await other.UntilVersionAsync(2);

        output.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, PollLimit);
    }

    [RedisFact]
    public async Task Changes_InAFlood_EndWithTheNewestAndFewReadings()
    {
        await using var bench = await fixture.BenchAsync();
        var writer = new PolicyWriter(new RedisPolicyStore(bench.Link, bench.Lease), TimeProvider.System);
        await writer.ReadOrCreateAsync();
        await using var other = await Instance.StartAsync(await bench.AnotherLinkAsync(), bench, hears: true);
        await HeardOnceAsync(writer, other);

        var last = await writer.ReadOrCreateAsync();
        for (var i = 0; i < Changes; i++)
        {
            await bench.Link.Connection.GetSubscriber().PublishAsync(RedisChannel(bench), last.Version + 1_000 + i, StackExchange.Redis.CommandFlags.FireAndForget); // invented versions
        }

        var edit = await writer.EditAsync(PolicyChange.SwitchMode(last.ActiveMode == RiskMode.Normal ? RiskMode.Defensive : RiskMode.Normal, "the last"), "ann", _ => null);
        await other.UntilVersionAsync(Assert.IsType<PolicyEdit.Made>(edit).Next.Version);
    }

    private static StackExchange.Redis.RedisChannel RedisChannel(SharedStoreBench bench) => StackExchange.Redis.RedisChannel.Literal(bench.Keys.Policy + ":changed");

    /// <summary>Subscribing takes a moment of its own; until then changes come by the poll alone.</summary>
    private static async Task HeardOnceAsync(PolicyWriter writer, Instance other)
    {
        var i = 0;
        await Poll.UntilAsync(
            async () =>
            {
                await writer.EditAsync(PolicyChange.SwitchMode(i++ % 2 == 0 ? RiskMode.Defensive : RiskMode.Normal, "are you there"), "ann", _ => null);
                return other.Heard > 0;
            },
            Patience, "the other instance hears");
        await other.UntilVersionAsync((await writer.ReadOrCreateAsync()).Version);
    }

    /// <summary>What of the engine has to do with the policy, on a scheduler and a thread of its own.</summary>
    private sealed class Instance : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly CancellationTokenSource _pumpStopping = new(); // later: the polls end on the pump
        private readonly EngineContext _context = new();
        private readonly RedisLink _link;
        private readonly PolicyCache _cache;
        private readonly Thread _pump;
        private PolicyListener? _listener;
        private Task _polls = Task.CompletedTask;
        private TaskCompletionSource _changed = New();
        private volatile TradingPolicy? _policy;

        private Instance(RedisLink link, SharedStoreBench bench)
        {
            _link = link;
            _cache = new PolicyCache(new RedisPolicyStore(link, bench.Lease), TimeProvider.System) { Changed = (_, policy) => Seen(policy) };
            _pump = new Thread(() => _context.Run(_pumpStopping.Token)) { IsBackground = true };
        }

        public long Heard => _listener?.Count ?? 0;

        /// <summary>Quiet by now: nothing is written while it is looked at.</summary>
        public PolicySnapshot Snapshot => _cache.Snapshot;

        public static async Task<Instance> StartAsync(RedisLink link, SharedStoreBench bench, bool hears)
        {
            var instance = new Instance(link, bench);
            instance._pump.Start();
            instance._listener = new PolicyListener(hears ? new RedisPolicyChanges(link) : null, instance._context, v => v > (instance._cache.Stored?.Version ?? 0), instance._cache.RefreshAsync);
            instance._polls = instance._context.InvokeAsync(instance.PollAsync);
            await instance.UntilVersionAsync(1);
            return instance;
        }

        public async Task UntilVersionAsync(long version)
        {
            while (!(_policy?.Version >= version))
            {
                var changed = _changed.Task;
                if (!(_policy?.Version >= version))
                {
                    await changed.WaitAsync(Patience);
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener?.Dispose();
            await _stopping.CancelAsync();
            await _polls.WaitAsync(Patience);
            await _pumpStopping.CancelAsync();
            _pump.Join(Patience);
            _context.Dispose();
            _stopping.Dispose();
            _pumpStopping.Dispose();
            await _link.DisposeAsync();
        }

        private async Task PollAsync()
        {
            try
            {
                while (true)
                {
                    await _cache.RefreshAsync();
                    await Task.Delay(new PolicyOptions().PollInterval, TimeProvider.System, _stopping.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The end.
            }
        }

        private void Seen(TradingPolicy policy)
        {
            _policy = policy;
            var changed = Interlocked.Exchange(ref _changed, New());
            changed.SetResult();
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
