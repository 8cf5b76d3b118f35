using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Infrastructure.Execution.Binance.Limits;

/// <summary>
/// Remembers what the venue said about the key, the account or the position mode that forbids opening anything. It stands for
/// <see cref="Lasts"/> after it was said last: while the cause is there, the next question or order says it again. Safe from any thread.
/// </summary>
public sealed class HaltWatch(TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private HaltNotice? _last;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when there is nothing, or it was long ago.</summary>
    public HaltNotice? Current => Volatile.Read(ref _last) is { } last && time.GetUtcNow() - last.AtUtc < Lasts ? last : null;

    /// <summary>Ends when the venue says something new.</summary>
    public Task News => Volatile.Read(ref _news).Task;

    /// <summary>What was said is known to be over. What was said since stays.</summary>
    public void Settle(HaltNotice said) => Interlocked.CompareExchange(ref _last, null, said);

    /// <returns>Whether it is news.</returns>
    internal bool Note(int code, string text)
    {
        if (BinanceCodes.Find(code) is not { OnChange: Reaction.Halt } row)
        {
            return false;
        }

        var isNews = Current?.Code != code;
        Volatile.Write(ref _last, new HaltNotice(code, row.Meaning, text.TrimEnd('.'), time.GetUtcNow()));
        if (isNews)
        {
            Interlocked.Exchange(ref _news, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }

        return isNews;
    }
}
