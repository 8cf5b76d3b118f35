using QuantumTrader.Domain.Events;

namespace QuantumTrader.Web.Engine.Scheduling;

/// <summary>
/// Owns the engine's work that outlives the call that began it, so that no task is ever forgotten: failures are reported,
/// and a shutdown can wait. Used on the engine's scheduler only.
/// </summary>
public sealed class EngineTasks(Action<Exception, string> failed)
{
    private readonly HashSet<Task> _running = [];

    public int Count => _running.Count;

    /// <summary>Starts <paramref name="work"/> now; it runs up to its first real wait before this returns.</summary>
    public void Run(string what, Func<Task> work)
    {
        Task task;
        try
        {
            task = work();
        }
#pragma warning disable CA1031 // Reported to the owner, who decides what a failure means.
        catch (Exception e)
        {
            failed(e, what);
            return;
        }
#pragma warning restore CA1031

        Own(what, task);
    }

    public void Own(string what, Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        _running.Add(task);
        _ = ObserveAsync(what, task);
    }

    /// <summary>Publishes and does not wait; when the journal answers at once, nothing is allocated.</summary>
    public void Publish(string what, IEventBus bus, DomainEvent e)
    {
        var publishing = bus.PublishAsync(e);
        if (!publishing.IsCompletedSuccessfully)
        {
            Own(what, publishing.AsTask());
        }
    }

    /// <summary>Ends when nothing runs, also what was begun meanwhile.</summary>
    public async Task WhenIdleAsync()
    {
        while (_running.Count > 0)
        {
            await Task.WhenAll(_running.ToArray()).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
            await Task.Yield(); // A task that ended on another thread is taken out by a continuation that still waits for its turn here.
        }
    }

    private async Task ObserveAsync(string what, Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // A shutdown; what was cancelled had nothing on the wire.
        }
#pragma warning disable CA1031 // Reported to the owner, who decides what a failure means.
        catch (Exception e)
        {
            failed(e, what);
        }
#pragma warning restore CA1031
        finally
        {
            _running.Remove(task);
        }
    }
}
