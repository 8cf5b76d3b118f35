using QuantumTrader.Domain.Events;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Publishes events and waits for the disk only so long, because a position must not wait for a disk that hangs. What is late is
/// published all the same, in its place, when the disk answers.
/// </summary>
public sealed class PatientJournal(IEventBus bus, EngineTasks tasks, TimeProvider time, TimeSpan waitMax)
{
    /// <summary>Events that were given up waiting for and that the disk has not answered yet; until it does, the book does not know them.</summary>
    public int OverdueCount { get; private set; }

    /// <summary>True: durable. False: refused. Null: the disk has not answered in time.</summary>
    /// <param name="e">The event.</param>
    /// <param name="whenLate">Called when the disk has answered after all; only after null.</param>
    /// <param name="patience">How long to wait instead of the usual time.</param>
    public async ValueTask<bool?> PublishAsync(DomainEvent e, Action? whenLate = null, TimeSpan? patience = null)
    {
        var publishing = bus.PublishAsync(e);
        if (publishing.IsCompletedSuccessfully)
        {
            return publishing.Result;
        }

        var task = OnSchedulerAsync(publishing);
        try
        {
            // Events keep their order: behind one that is overdue the next cannot be in time either.
            return await task.WaitAsync(OverdueCount > 0 ? TimeSpan.Zero : patience ?? waitMax, time);
        }
        catch (TimeoutException)
        {
            OverdueCount++;
            tasks.Own("journal an order's event", FinishAsync(task, whenLate));
            return null;
        }
    }

    /// <summary>Not AsTask, which would end on a thread of the pool.</summary>
    private static async Task<bool> OnSchedulerAsync(ValueTask<bool> publishing) => await publishing;

    private async Task FinishAsync(Task task, Action? whenLate)
    {
        try
        {
            await task;
        }
        finally
        {
            OverdueCount--;
            whenLate?.Invoke();
        }
    }
}
