namespace QuantumTrader.Web.Engine.Storage;

/// <summary>
/// Loops of adapters, on the pool and not on the engine's scheduler: they wait for disks and networks. One that fails, which is a mistake
/// in this program, is told and begun again; it never ends the engine.
/// </summary>
internal sealed class BackgroundLoops(TimeProvider time, ILogger log) : IDisposable
{
    private const ConfigureAwaitOptions EndQuietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = []; // bounded by the calls at the start

    public void Run(string name, Func<CancellationToken, Task> loop) =>
        _loops.Add(Task.Factory.StartNew(() => GuardAsync(name, loop), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default).Unwrap());

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task GuardAsync(string name, Func<CancellationToken, Task> loop)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await loop(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it is, trading goes on by what the other parts say of the store.
            catch (Exception e)
            {
                log.LoopFailed(name, e);
            }
#pragma warning restore CA1031

            await Task.Delay(Pause, time, _stopping.Token).ConfigureAwait(EndQuietly);
        }
    }
}
