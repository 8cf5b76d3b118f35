using QuantumTrader.Domain.Trades;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// What a process does between being given the lease and trading: waits until the last holder can act no more, takes its trades over,
/// asks the venue what is true, and cancels what an earlier epoch left to open positions. Ends early, without a word to the venue,
/// when the lease is no longer the one that it began under.
/// </summary>
public sealed class TakeOver(
    Leadership leadership,
    Func<TimeSpan> settlesIn,
    Func<CancellationToken, Task> mergeTrades,
    StartReconciler reconciler,
    StrangeOrders strangers,
    TimeProvider time,
    ILogger<TakeOver> log)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MergeRetry = TimeSpan.FromSeconds(1);

    /// <summary>Until nobody else can act and the book holds what the last leader knew. False: the lease is gone.</summary>
    public async Task<bool> PrepareAsync(long epoch)
    {
        while (settlesIn() > TimeSpan.Zero)
        {
            await Task.Delay(LookAgain, time);
            if (!leadership.Holds(epoch))
            {
                return false;
            }
        }

        while (!await TryMergeAsync())
        {
            await Task.Delay(MergeRetry, time);
            if (!leadership.Holds(epoch))
            {
                return false;
            }
        }

        return leadership.Holds(epoch);
    }

    /// <summary>Until ledger, book and venue tell one story. False: the lease is gone.</summary>
    /// <param name="epoch">The lease's.</param>
    /// <param name="cancels">False while an emergency holds, whose own run cancels whatever there is.</param>
    public async Task<bool> AgreeAsync(long epoch, Func<bool> cancels)
    {
        bool GoesOn() => leadership.Holds(epoch);
        return await reconciler.RunUntilAgreedAsync(GoesOn)
            && (!cancels() || await strangers.CancelAllAsync(epoch, GoesOn))
            && GoesOn();
    }

    /// <summary>Without a lease: hears the venue and cancels nothing. False: somebody else leads.</summary>
    public Task<bool> AgreeAloneAsync() => reconciler.RunUntilAgreedAsync(() => leadership.MayReduce);

    private async Task<bool> TryMergeAsync()
    {
        try
        {
            await mergeTrades(CancellationToken.None);
            return true;
        }
        catch (TradeStoreUnavailableException e)
        {
            log.TradesNotMerged(e);
            return false;
        }
    }
}
