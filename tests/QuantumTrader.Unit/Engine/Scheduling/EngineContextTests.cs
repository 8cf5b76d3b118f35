using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Scheduling;

public sealed class EngineContextTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly EngineContext _context = new();
    private readonly CancellationTokenSource _stop = new();
    private Thread? _pump;

    public void Dispose()
    {
        _stop.Cancel();
        _pump?.Join();
        _stop.Dispose();
        _context.Dispose();
    }

    [Fact]
    public void Send_FromAnotherThread_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => _context.Send(_ => { }, null));

    [Fact]
    public async Task InvokeAsync_AfterThePumpEnded_FailsInsteadOfWaitingForEver()
    {
        Pump();
        await _stop.CancelAsync();
        _pump!.Join();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _context.InvokeAsync(() => Task.FromResult(1)).WaitAsync(Limit));
    }

    [Fact]
    public async Task InvokeAsync_WorkThatThrows_GivesTheCallerTheFailureAndPumpsOn()
    {
        Pump();

        await Assert.ThrowsAsync<FormatException>(() => _context.InvokeAsync(() => throw new FormatException()).WaitAsync(Limit));
        Assert.Equal(2, await _context.InvokeAsync(() => Task.FromResult(2)).WaitAsync(Limit));
    }

    [Fact]
    public async Task InvokeAsync_WorkThatIsCanceled_IsCanceledForTheCaller()
    {
        Pump();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _context.InvokeAsync(() => Task.FromCanceled<int>(new CancellationToken(true))).WaitAsync(Limit));
    }

    [Fact]
    public async Task Post_ACallbackThatThrows_IsToldToTheOwnerAndPumpsOn()
    {
        var faults = new List<Exception>();
        _context.Faulted = faults.Add;
        Pump();

        _context.Post(_ => throw new FormatException(), null);
        await _context.InvokeAsync(() => Task.CompletedTask).WaitAsync(Limit);

        Assert.IsType<FormatException>(Assert.Single(faults));
    }

    [Fact]
    public async Task InvokeAsync_FromManyThreads_RunsEachAloneOnThePumpsThread()
    {
        Pump();
        var (inside, overlaps, threads) = (0, 0, new HashSet<int>());

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Factory.StartNew(() => _context.InvokeAsync(async () =>
        {
            overlaps += Interlocked.Increment(ref inside) == 1 ? 0 : 1;
            threads.Add(Environment.CurrentManagedThreadId);
            Interlocked.Decrement(ref inside);
            await Task.Yield();
            threads.Add(Environment.CurrentManagedThreadId);
        }), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap())).WaitAsync(Limit);

        Assert.Equal(0, overlaps);
        Assert.Equal([_pump!.ManagedThreadId], threads);
    }

    [Fact]
    public async Task Post_BeforeThePumpBegins_RunsWhenItBegins()
    {
        var ran = false;
        _context.Post(_ => ran = true, null);

        Pump();

        await Poll.UntilAsync(() => Volatile.Read(ref ran), Limit, "the early callback ran");
    }

    [Fact]
    public void RunInline_WhatTheActionCauses_RunsBeforeItReturnsInOrder()
    {
        var order = new List<int>();

        _context.RunInline(() =>
        {
            _context.Post(_ => order.Add(2), null);
            order.Add(1);
        });

        Assert.Equal([1, 2], order);
        Assert.Null(SynchronizationContext.Current as EngineContext);
    }

    private void Pump()
    {
        _pump = new Thread(() => _context.Run(_stop.Token)) { IsBackground = true };
        _pump.Start();
    }
}
