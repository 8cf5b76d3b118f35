namespace QuantumTrader.Web.Engine.Execution;

/// <summary>Compares the ledger with the venue as often as it has to be; its first comparison comes at once.</summary>
/// <param name="tidings">What is known of the venue without asking; looked at twice a second.</param>
/// <param name="compare">One comparison; whether it comes so seldom that it has to look at everything.</param>
/// <param name="options">The intervals.</param>
/// <param name="time">Of the waits.</param>
public sealed class ReconcileLoop(Func<VenueTidings> tidings, Func<bool, Task> compare, ExecutionOptions options, TimeProvider time)
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken stopping)
    {
        for (var pace = new ReconcilePace(options, time); !stopping.IsCancellationRequested;)
        {
            var known = tidings();
            await compare(pace.IsSeldom(known));
            pace.Compared(known);
            do
            {
                await Task.Delay(TickInterval, time, stopping);
            }
            while (!pace.IsDue(tidings()));
        }
    }
}
