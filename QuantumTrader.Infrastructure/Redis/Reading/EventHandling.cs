using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>The caller's code, and what is told to it.</summary>
internal sealed class EventHandling(Func<ReceivedEvent, CancellationToken, Task> handle, Action<SequenceGap> onGap, ILogger log)
{
    /// <summary>Null when it was handled; else why not.</summary>
    public async Task<string?> TryAsync(ReceivedEvent received, CancellationToken stopping)
    {
        try
        {
            await handle(received, stopping);
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            log.ReaderHandlerFailed(e, received.Type, received.JournalId, received.Sequence);
            return e.Message.ReplaceLineEndings(" ");
        }
    }

    public void ReportGap(SequenceGap gap)
    {
        log.ReaderFoundGap(gap.JournalId, gap.From, gap.To);
        onGap(gap);
    }

    public void ReportSetAside(string journalId, long sequence, string why) => log.ReaderSetAside(journalId, sequence, why);
}
