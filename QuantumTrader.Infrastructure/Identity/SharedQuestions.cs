using System.Collections.Concurrent;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>
/// One question at a time for each key: whoever asks meanwhile gets its answer, whoever asks once it is answered asks anew, and never
/// gets an earlier answer. Safe for any number of threads.
/// </summary>
internal sealed class SharedQuestions<TKey, TAnswer>(Func<TKey, Task<TAnswer>> ask)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Task<TAnswer>> _open = new(); // bounded by what is asked for at once

    /// <summary>The question that is under way, or a new one. It is among the open ones before it is asked, so that it cannot stay there once it is answered.</summary>
    public Task<TAnswer> AskAsync(TKey key)
    {
        var mine = new TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = _open.GetOrAdd(key, mine.Task);
        if (open == mine.Task)
        {
            _ = AnswerAsync(key, mine);
        }

        return open;
    }

    private async Task AnswerAsync(TKey key, TaskCompletionSource<TAnswer> question)
    {
        try
        {
            var answer = await ask(key);
            _open.TryRemove(key, out _);
            question.SetResult(answer);
        }
        catch (Exception e)
        {
            _open.TryRemove(key, out _);
            question.SetException(e);
        }
    }
}
