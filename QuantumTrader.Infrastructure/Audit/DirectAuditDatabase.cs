using QuantumTrader.Infrastructure.Identity.Database;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>The tables as they are: nothing is created, brought up to date or checked first.</summary>
/// <param name="open">Called for every access, on any thread.</param>
/// <param name="limit">How long one access may take.</param>
public sealed class DirectAuditDatabase(Func<ConsoleDbContext> open, TimeSpan limit, TimeProvider time) : IAuditDatabase
{
    public async Task<T> RunAsync<T>(Func<ConsoleDbContext, CancellationToken, Task<T>> work, CancellationToken stopping)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stopping);
        var token = either.Token;
        var running = Task.Run(() => WorkAsync(work, token), CancellationToken.None); // SQLite blocks the thread that asks
        try
        {
            return await running.WaitAsync(token);
        }
        catch (OperationCanceledException e) when (!stopping.IsCancellationRequested)
        {
            _ = running.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new TimeoutException($"no answer within {limit.TotalSeconds:0.#} s, so nobody knows", e);
        }
    }

    private async Task<T> WorkAsync<T>(Func<ConsoleDbContext, CancellationToken, Task<T>> work, CancellationToken over)
    {
        await using var db = open();
        return await work(db, over);
    }
}
