using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// Asks again where that is safe, a few times and only while there is time: questions after any failure that passes, changes only after a
/// certain one and only where sending again cannot do harm. Entries do not come here.
/// </summary>
internal sealed class BinanceCalls(ClockSync clock, TimeProvider time, TimeSpan patience, ILogger log)
{
    private const int TriesMax = 4;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);

    public ClockSync Clock => clock;

    public ValueTask<BinanceAnswer<T>> ReadAsync<T>(Func<ValueTask<BinanceAnswer<T>>> ask, CancellationToken stopping) => RepeatAsync(ask, isChange: false, stopping);

    /// <param name="send">Cancels, settings and orders that only reduce: what was certainly not done may be sent again.</param>
    /// <param name="stopping">Ends the waiting between two tries.</param>
    public ValueTask<BinanceAnswer<T>> ChangeAsync<T>(Func<ValueTask<BinanceAnswer<T>>> send, CancellationToken stopping) => RepeatAsync(send, isChange: true, stopping);

    /// <summary>A change that is sent once. One that was called back before it was sent is a certain failure.</summary>
    public static async ValueTask<BinanceAnswer<T>> OnceAsync<T>(Func<ValueTask<BinanceAnswer<T>>> send, CancellationToken stopping)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return new BinanceAnswer<T>.Refused(0, "Not sent: its time was over before its turn came.", 0);
        }
    }

    /// <summary>The venue did not take a time stamp; the next one shall be right. Others may wait for the same measurement: it goes on when this is stopped.</summary>
    public async ValueTask ResyncAsync(CancellationToken stopping)
    {
        log.ClockOff();
        await ((Task)clock.SyncAsync(CancellationToken.None)).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask<BinanceAnswer<T>> RepeatAsync<T>(Func<ValueTask<BinanceAnswer<T>>> call, bool isChange, CancellationToken stopping)
    {
        var (began, pause, resynced) = (time.GetTimestamp(), First, false);
        for (var tries = 1; ; tries++)
        {
            var answer = isChange ? await OnceAsync(call, stopping).ConfigureAwait(false) : await call().ConfigureAwait(false);
            var reaction = ReactionTo(answer, isChange);
            if (reaction == Reaction.Resync && !resynced)
            {
                resynced = true;
                await ResyncAsync(stopping).ConfigureAwait(false);
            }
            else if (reaction != Reaction.Retry || tries >= TriesMax || !(time.GetElapsedTime(began) + pause < patience))
            {
                return answer;
            }
            else
            {
                await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause *= 2;
            }

            if (stopping.IsCancellationRequested)
            {
                return answer; // there is no time for another
            }
        }
    }

    private static Reaction ReactionTo<T>(BinanceAnswer<T> answer, bool isChange) => answer switch
    {
        BinanceAnswer<T>.Refused { WasNotSent: true } => Reaction.Refuse, // the budget said no, or there is no connection: the caller comes again
        BinanceAnswer<T>.Refused { Code: BinanceCodes.BestPriceTooFar } => Reaction.Refuse, // the same again would be refused again; there is another way
        BinanceAnswer<T>.Refused { HttpStatus: 503 } => Reaction.Retry,
        BinanceAnswer<T>.Refused { Code: 0, HttpStatus: >= 500 } when !isChange => Reaction.Retry,
        BinanceAnswer<T>.Refused { Code: not 0 } refused => BinanceCodes.ReactionTo(refused.Code, isChange),
        BinanceAnswer<T>.Unknown when !isChange => Reaction.Retry,
        _ => Reaction.Refuse,
    };
}
