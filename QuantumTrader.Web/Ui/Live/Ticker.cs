namespace QuantumTrader.Web.Ui.Live;

/// <summary>Calls back every period until disposed; a tick is left out while the last call is still under way.</summary>
internal sealed class Ticker : IDisposable
{
    private readonly Func<Task> _callback;
    private readonly Action<Exception> _failed;
    private readonly ITimer _timer;
    private int _isRunning;

    public Ticker(TimeProvider time, TimeSpan period, Func<Task> callback, Action<Exception> failed)
    {
        (_callback, _failed) = (callback, failed);
        _timer = time.CreateTimer(static s => ((Ticker)s!).OnDue(), this, period, period);
    }

    /// <summary>The call under way or the last one; kept so that the task has an owner.</summary>
    public Task LastCall { get; private set; } = Task.CompletedTask;

    public void Dispose() => _timer.Dispose();

    private void OnDue()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            LastCall = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await _callback();
        }
        catch (Exception e)
        {
            _failed(e);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }
}
