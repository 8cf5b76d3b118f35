using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Alerts.Webhook;

/// <summary>
/// Sends what waits, one message at a time, the worst first and each alert's in order, until it is taken or given up. At least once: a
/// message whose answer got lost goes again under the same id.
/// </summary>
public sealed class WebhookSender(AlertBoard board, WebhookClient client, AlertsOptions options, TimeProvider time, ILogger<WebhookSender> log)
{
    /// <summary>A message is on disk before it goes, unless the disk is what is broken.</summary>
    private static readonly TimeSpan DurableWait = TimeSpan.FromSeconds(1);

    /// <summary>Until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await SendNextAsync(stopping))
                {
                    await WaitAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>False when nothing is due.</summary>
    internal async Task<bool> SendNextAsync(CancellationToken stopping)
    {
        if (board.NextDelivery(time.GetUtcNow()) is not { } delivery)
        {
            return false;
        }

        await Task.WhenAny(board.DurableAsync(stopping), Task.Delay(DurableWait, time, stopping));
        stopping.ThrowIfCancellationRequested();
        Settle(delivery, await client.PostAsync(delivery, stopping));
        return true;
    }

    private void Settle(AlertDelivery delivery, WebhookOutcome outcome)
    {
        var now = time.GetUtcNow();
        switch (outcome)
        {
            case WebhookOutcome.Taken:
                board.Delivered(delivery.Id);
                log.MessageTaken(delivery.Type, delivery.Code, delivery.Id, delivery.Attempts + 1);
                break;
            case WebhookOutcome.Unwanted unwanted:
                GiveUp(delivery, unwanted.Cause);
                break;
            case WebhookOutcome.TryAgain again when !(now - delivery.MadeAtUtc < options.WebhookGiveUpAfter):
                GiveUp(delivery, again.Cause);
                break;
            case WebhookOutcome.TryAgain again:
                var backoff = WaitAfter(delivery);
                board.Failed(delivery.Id, again.Cause, now + (again.Wait > backoff ? again.Wait.Value : backoff));
                log.MessageNotTaken(delivery.Type, delivery.Code, delivery.Id, delivery.Attempts + 1, again.Cause);
                break;
        }
    }

    private void GiveUp(AlertDelivery delivery, string cause)
    {
        board.GiveUp(delivery.Id, cause);
        log.MessageGivenUp(delivery.Type, delivery.Code, delivery.Id, delivery.Attempts + 1, cause);
    }

    /// <summary>Twice as long each time, less up to half by chance, so that many do not come back together.</summary>
    internal TimeSpan WaitAfter(AlertDelivery delivery)
    {
        var whole = options.WebhookRetryMin * Math.Pow(2, Math.Min(delivery.Attempts, 30));
        var limited = whole < options.WebhookRetryMax ? whole : options.WebhookRetryMax;
        var chance = new SeededRandom((ulong)delivery.Id.GetHashCode() ^ ((ulong)delivery.Attempts << 32)).NextDouble();
        return limited * (1.0 - (chance / 2.0));
    }

    private async Task WaitAsync(CancellationToken stopping)
    {
        var (at, version) = board.NextDeliveryAt();
        var wait = at - time.GetUtcNow();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var due = wait is { } left ? Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, waiting.Token) : Task.Delay(Timeout.InfiniteTimeSpan, time, waiting.Token);
        await Task.WhenAny(due, board.ChangedAsync(version));
        await waiting.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }
}
