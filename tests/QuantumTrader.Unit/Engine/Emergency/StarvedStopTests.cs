using System.Globalization;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Scheduling;
using Xunit.Abstractions;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A stop while no thread of the pool is free and the processors are busy. Runs alone: it would starve its neighbours.</summary>
[Collection(nameof(StarvedStopTests))]
[CollectionDefinition(nameof(StarvedStopTests), DisableParallelization = true)]
public sealed class StarvedStopTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>The figure is for a quiet machine, which STARVED_STOP_MS gives the limit for; here it counts that the pool was still starved.</summary>
    [Fact]
    public void Activate_ThreadPoolStarved_ClosesTheGateAndSendsAllTheSame()
    {
        using var bench = new EngineBench(change: parts => parts with { Time = PromptTimeProvider.For(TimeProvider.System) });
        bench.Venue.Hold(EngineBench.Btc, 0.5m);
        bench.Await(() => bench.Engine.StartAsync(null));
        (bench.Latches.Fault, bench.Policies.Fault) = (Fault.Hangs, Fault.Hangs); // a disk's answer needs the pool
        using var sent = new ManualResetEventSlim();
        bench.Venue.OnCall = call =>
        {
            if (call.StartsWith("submit qtx-", StringComparison.Ordinal))
            {
                sent.Set();
            }
        };
        using var pump = new Pump(bench.Context);
        using var starved = new StarvedPool();

        long closed = 0;
        var asked = TimeProvider.System.GetTimestamp();
        bench.Context.Post(
            _ =>
            {
                bench.Engine.Tasks.Run("stop", () => bench.Engine.Emergency.ActivateAsync("MANUAL", "starved", "tester"));
                closed = bench.Engine.Emergency.IsLatched ? TimeProvider.System.GetTimestamp() : 0;
            },
            null);
        Assert.True(sent.Wait(Limit), "No close went out.");
        var took = TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds;

        Assert.True(starved.IsStillStarved, "The pool had a free thread: this showed nothing.");
        Assert.NotEqual(0, closed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"gate closed after {TimeProvider.System.GetElapsedTime(asked, closed).TotalMilliseconds:0.0} ms, first close sent after {took:0.0} ms"));
        if (double.TryParse(Environment.GetEnvironmentVariable("STARVED_STOP_MS"), CultureInfo.InvariantCulture, out var limit))
        {
            Assert.InRange(took, 0, limit);
        }
    }

    /// <summary>The engine's thread; ends before the bench does, after a failure too.</summary>
    private sealed class Pump : IDisposable
    {
        private readonly CancellationTokenSource _ended = new();
        private readonly Thread _thread;

        public Pump(EngineContext context)
        {
            _thread = new Thread(() => context.Run(_ended.Token)) { IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            _ended.Cancel();
            _thread.Join();
            _ended.Dispose();
        }
    }

    /// <summary>More work that waits than the pool makes threads for in minutes, and every processor busy.</summary>
    private sealed class StarvedPool : IDisposable
    {
        private readonly object _free = new();
        private readonly Thread[] _busy;
        private int _probed;
        private volatile bool _isOver;

        public StarvedPool()
        {
            for (var i = 0; i < 512; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ => Wait(), null);
            }

            ThreadPool.UnsafeQueueUserWorkItem(_ => Interlocked.Increment(ref _probed), null);
            _busy = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Spin) { IsBackground = true })];
            Array.ForEach(_busy, t => t.Start());
        }

        public bool IsStillStarved => Volatile.Read(ref _probed) == 0;

        public void Dispose()
        {
            lock (_free)
            {
                _isOver = true;
                Monitor.PulseAll(_free);
            }

            Array.ForEach(_busy, t => t.Join());
        }

        private void Wait()
        {
            lock (_free)
            {
                while (!_isOver)
                {
                    Monitor.Wait(_free);
                }
            }
        }

        private void Spin()
        {
            while (!_isOver)
            {
                Thread.SpinWait(1_000);
            }
        }
    }
}
