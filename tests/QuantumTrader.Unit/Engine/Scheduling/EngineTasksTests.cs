using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Scheduling;

public sealed class EngineTasksTests : IDisposable
{
    private readonly EngineContext _context = new();
    private readonly List<string> _failed = [];
    private readonly EngineTasks _tasks;

    public EngineTasksTests() => _tasks = new EngineTasks((e, what) => _failed.Add($"{what}: {e.Message}"));

    public void Dispose() => _context.Dispose();

    [Fact]
    public void Run_WorkThatThrowsAtOnce_IsReported()
    {
        _tasks.Run("dig", () => throw new FormatException("stone"));

        Assert.Equal(["dig: stone"], _failed);
        Assert.Equal(0, _tasks.Count);
    }

    [Fact]
    public void Run_WorkThatFailsLater_IsReportedAndForgotten()
    {
        var gate = new TaskCompletionSource();
        _context.RunInline(() => _tasks.Run("dig", async () =>
        {
            await gate.Task;
            throw new FormatException("water");
        }));
        Assert.Equal(1, _tasks.Count);

        _context.RunInline(gate.SetResult);

        Assert.Equal(["dig: water"], _failed);
        Assert.Equal(0, _tasks.Count);
    }

    [Fact]
    public void Run_WorkThatIsCanceled_IsNoFailure()
    {
        _context.RunInline(() => _tasks.Run("dig", () => Task.FromCanceled(new CancellationToken(true))));

        Assert.Empty(_failed);
        Assert.Equal(0, _tasks.Count);
    }

    [Fact]
    public void WhenIdleAsync_ATaskThatEndedElsewhereAndIsNotYetTakenOut_EndsInsteadOfSpinning()
    {
        var done = new TaskCompletionSource();
        Task? idle = null;
        _context.RunInline(() =>
        {
            _tasks.Own("dig", done.Task);
            SynchronizationContext.SetSynchronizationContext(null);
            done.SetResult(); // as from another thread: the continuation is posted, not run
            SynchronizationContext.SetSynchronizationContext(_context);
            idle = _tasks.WhenIdleAsync();
        });

        Assert.True(idle!.IsCompletedSuccessfully);
    }

    [Fact]
    public void WhenIdleAsync_WorkThatBeginsMore_WaitsForThatToo()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        Task? idle = null;
        _context.RunInline(() =>
        {
            _tasks.Run("first", async () =>
            {
                await first.Task;
                _tasks.Own("second", second.Task);
            });
            idle = _tasks.WhenIdleAsync();
        });

        _context.RunInline(first.SetResult);
        Assert.False(idle!.IsCompleted);
        _context.RunInline(second.SetResult);

        Assert.True(idle.IsCompletedSuccessfully);
    }
}
