using System.Text;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Api.Problems;

namespace QuantumTrader.Web.Api.Requests;

/// <summary>A request that comes again under its Idempotency-Key gets the answer that it got, and nothing is done twice.</summary>
internal sealed class IdempotentPosts(IIdempotency kept, TimeProvider time, ILogger<IdempotentPosts> log)
{
    /// <summary>How long a stop that was taken may wait for an earlier answer, or for its own being kept.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromMilliseconds(100);

    // Two at once under one key: the second waits and gets the first one's answer. Striped, so that there is a bound.
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    /// <exception cref="ConsoleUnavailableException">Whether it was done before cannot be looked up; nothing was done.</exception>
    public async Task<ApiAnswer> RunAsync(Guid keyId, IdempotencyKey key, Func<Task<ApiAnswer>> deed, CancellationToken stopping)
    {
        if (key.Text is null)
        {
            return await deed();
        }

        var stripe = _stripes[(uint)HashCode.Combine(keyId, key.Text) % _stripes.Length];
        await stripe.WaitAsync(stopping);
        try
        {
            return await EarlierAsync(keyId, key, stopping) ?? await KeptAsync(keyId, key, await deed());
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <summary>
    /// A stop is taken first, and each time: it changes nothing where one holds, and after a reset an earlier answer would be a lie.
    /// The earlier answer is given only to the same request, and while it tells of the emergency that holds.
    /// </summary>
    /// <param name="isStillTrue">Of the earlier answer's body and of the present one's.</param>
    public async Task<ApiAnswer> RunStopAsync(Guid keyId, IdempotencyKey key, Func<Task<ApiAnswer>> stop, Func<string, byte[], bool> isStillTrue)
    {
        var answer = await stop();
        if (key.Text is null || !answer.IsFinal)
        {
            return answer;
        }

        // The database's calls may hold their thread, whatever their type says.
        return await WithinPatienceAsync(async () => await kept.FindAsync(keyId, key.Text, CancellationToken.None) is not { } earlier ? await KeptAsync(keyId, key, answer)
            : earlier.RequestHash == key.RequestHash && isStillTrue(earlier.Body, answer.Body) ? Replayed(earlier, key)
            : answer) ?? answer;
    }

    private async Task<ApiAnswer?> EarlierAsync(Guid keyId, IdempotencyKey key, CancellationToken stopping) =>
        await kept.FindAsync(keyId, key.Text!, stopping) is { } earlier ? Replayed(earlier, key) : null;

    private static ApiAnswer Replayed(StoredResponse earlier, IdempotencyKey key) =>
        string.Equals(earlier.RequestHash, key.RequestHash, StringComparison.Ordinal)
            ? ApiAnswer.Again(earlier.StatusCode, earlier.Body).With(IdempotencyKey.ReplayedHeader, "true")
            : ApiProblems.Of(ProblemKind.IdempotencyConflict, "This Idempotency-Key came before with another request; nothing was done now. Use a new key for a new request.");

    /// <summary>What was done was done: an answer that cannot be kept is given all the same.</summary>
    private async Task<ApiAnswer> KeptAsync(Guid keyId, IdempotencyKey key, ApiAnswer answer)
    {
        if (!answer.IsFinal)
        {
            return answer;
        }

        try
        {
            await kept.StoreAsync(keyId, key.Text!, new StoredResponse(key.RequestHash, answer.StatusCode, Encoding.UTF8.GetString(answer.Body)), CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever keeps it from being kept.
        catch (Exception e)
        {
            log.ApiAnswerNotKept(e);
        }
#pragma warning restore CA1031

        return answer;
    }

    private async Task<ApiAnswer?> WithinPatienceAsync(Func<Task<ApiAnswer?>> work)
    {
        try
        {
            return await Task.Run(work).WaitAsync(StopPatience, time);
        }
#pragma warning disable CA1031 // Nothing that fails beside a stop fails the stop.
        catch (Exception e)
        {
            log.ApiAnswerNotKept(e);
            return null;
        }
#pragma warning restore CA1031
    }
}
