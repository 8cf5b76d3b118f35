using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Alerts.Webhook;

/// <summary>
/// Sends what waits, one message at a time, the worst first and each alert's in order, until it is taken or given up. At least once: a
/// message whose answer got lost goes again under the same id.
/// </summary>
/// <param name="post">Sends one message once.</param>
public sealed class WebhookSender(AlertBoard board, Func<AlertDelivery, CancellationToken, Task<WebhookOutcome>> post, AlertsOptions options, TimeProvider time, ILogger<WebhookSender> log)
{
    /// <summary>A message is on disk before it goes, unless the disk is what is broken.</summary>
    private static readonly TimeSpan DurableWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Until it is stopped: nothing else ends it.</summary>
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
#pragma warning disable CA1031 // Whatever it is: it must not silence every alert that comes after, or end the app that runs this.
            catch (Exception e)
            {
                log.SendingFailed(WhatOf(e));
                await Task.Delay(AfterFailure, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
#pragma warning restore CA1031
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
        Settle(delivery, await TryPostAsync(delivery, stopping));
        return true;
    }

    /// <summary>A failure that nobody foresaw would come again: the message is given up at once, where people see it and can send it again.</summary>
    private async Task<WebhookOutcome> TryPostAsync(AlertDelivery delivery, CancellationToken stopping)
    {
        try
        {
            return await post(delivery, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Said to people with the message itself.
        catch (Exception e)
        {
            log.SendingFailed(WhatOf(e));
            return new WebhookOutcome.Unwanted($"Sending it failed in a way that was not foreseen ({e.GetType().Name}); the log says where.");
        }
#pragma warning restore CA1031
    }

    // Its kind and place, without its words: those may hold the address, and with it a secret.
    private static string WhatOf(Exception e) => $"{e.GetType().FullName} {e.StackTrace}";

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
