using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Calls a subscriber's handler: one call at a time, several tries an event, and then the dead letters.</summary>
internal sealed class EventDelivery(
    string name, Func<JournaledEvent, CancellationToken, Task> handler, DeadLetterFile deadLetters, SubscriberSettings settings, TimeProvider time, ILogger log) : IDisposable
{
    private const int RemovedAtOnce = 100; // each removal writes the file anew

    // Held for a call, not for the pauses: an operator's retry gets in between.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile string? _cause;

    /// <summary>Why the current event gets neither to the handler nor to the dead letters; null while one of them takes it.</summary>
    public string? Cause => _cause;

    /// <summary>Ends when the handler took the event or it is in the list on disk, however long that takes.</summary>
    public async Task DeliverAsync(JournaledEvent journaled, ReadOnlyMemory<byte> line, CancellationToken stopping)
    {
        var pause = settings.PauseMin;
        for (var tries = 1; await TryAsync(journaled, stopping) is { } failure; tries++)
        {
            if (tries >= settings.TriesMax && SetAside(journaled, line.Span, failure, tries))
            {
                return;
            }

            await Task.Delay(pause, time, stopping);
            pause = pause * 4 < settings.PauseMax ? pause * 4 : settings.PauseMax;
        }

        _cause = null;
        if (deadLetters.Contains(journaled.Sequence))
        {
            Remove([journaled.Sequence]); // it was set aside before a crash and came again
        }
    }

    /// <summary>
    /// An operator's retry of dead letters, in order; those that the handler takes leave the list, and one that fails again keeps no
    /// other from its turn.
    /// </summary>
    public async Task<DeadLetterRetry> RetryAsync(IReadOnlyList<long> sequences, CancellationToken stopping)
    {
        var result = new DeadLetterRetry(0, 0, null);
        foreach (var some in sequences.Chunk(RemovedAtOnce))
        {
            var taken = new HashSet<long>();
            try
            {
                foreach (var sequence in some)
                {
                    var failure = await RetryOneAsync(sequence, taken, stopping);
                    result = failure is null ? result with { Succeeded = result.Succeeded + 1 } : result with { Failed = result.Failed + 1, Failure = failure };
                }
            }
            finally
            {
                if (Remove(taken) is { } refused)
                {
                    result = new(result.Succeeded - taken.Count, result.Failed + taken.Count, refused);
                }
            }
        }

        return result;
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string?> RetryOneAsync(long sequence, HashSet<long> taken, CancellationToken stopping)
    {
        try
        {
            if (deadLetters.Find(sequence) is not { } journaled)
            {
                return $"There is no dead letter with sequence {sequence}; it was handled meanwhile.";
            }

            var failure = await TryAsync(journaled, stopping);
            if (failure is null)
            {
                taken.Add(sequence);
            }

            return failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The dead letter cannot be read: {e.Message}";
        }
    }

    /// <summary>Null when they are out of the list; else they are in it, and a further retry gives them to the handler once more.</summary>
    private string? Remove(HashSet<long> sequences)
    {
        try
        {
            deadLetters.Remove(sequences);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The handler took it, and the list of dead letters cannot be written: {e.Message}";
        }
    }

    /// <summary>Null when the handler took it.</summary>
    private async Task<string?> TryAsync(JournaledEvent journaled, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            await handler(journaled, stopping);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) // whatever a handler throws, the event is tried again and then set aside; the others must go on
        {
            return e.Message.ReplaceLineEndings(" ");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>False when the list does not take it; then the handler is tried again after the pause.</summary>
    private bool SetAside(JournaledEvent journaled, ReadOnlySpan<byte> line, string failure, int tries)
    {
        try
        {
            if (deadLetters.Add(line, failure, tries, time.GetUtcNow()))
            {
                _cause = null;
                LogSetAside(EventCatalogue.Of(journaled.Event), journaled.Sequence, tries, failure);
                return true;
            }

            Stuck(journaled.Sequence, $"its {DeadLetterFile.LettersMax} dead letters are the most there may be; retry them");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Stuck(journaled.Sequence, $"its dead letters cannot be written: {e.Message}");
        }

        return false;
    }

    private void LogSetAside(EventKind kind, long sequence, int tries, string failure)
    {
        if (kind.IsSafety)
        {
            log.SafetyEventSetAside(kind.Name, sequence, name, tries, failure);
        }
        else
        {
            log.EventSetAside(kind.Name, sequence, name, tries, failure);
        }
    }

    private void Stuck(long sequence, string cause)
    {
        if (_cause is null)
        {
            log.SubscriberStuck(name, sequence, cause);
        }

        _cause = cause;
    }
}
