using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>Starting again: every reason to refuse, and the order in which a reset is made durable.</content>
public sealed partial class EmergencyStop
{
    /// <summary>Lets trading go on: event, then policy, then file. A failure in between leaves it stopped and can be repeated.</summary>
    public async Task<ResetReceipt> ResetAsync(ResetRequest request)
    {
        if (Refusal(request) is { } refusal)
        {
            return new ResetReceipt(false, refusal);
        }

        var ended = _reset = new TaskCompletionSource();
        try
        {
            return await ResetCoreAsync(request, Record!.Latch.EmergencyId);
        }
        catch (Exception e) when (e is PolicyUnavailableException or IOException or UnauthorizedAccessException or InvalidOperationException or TimeoutException)
        {
            log.ResetNotDone(e);
            return new ResetReceipt(false, $"The reset did not go through, so trading stays stopped; it can be repeated. {e.Message}");
        }
        finally
        {
            _reset = null;
            if (_askedWhileResetting is var (trigger, reason, by))
            {
                _askedWhileResetting = null;
                tasks.Run("stop again", () => ActivateAsync(trigger, reason, by));
            }

            ended.SetResult();
        }
    }

    /// <summary>True when this emergency can be let go because its own reset, made where trading is led, is on record.</summary>
    public bool CanFollowReset => Record is not null && !_running && _reset is null;

    /// <summary>What was reset elsewhere does not hold here either. A file that cannot be cleared is known to be stale by that reset.</summary>
    /// <param name="stored">The policy as it is now; not in an emergency.</param>
    public async Task FollowResetAsync(TradingPolicy stored)
    {
        if (Record is not { } record)
        {
            return;
        }

        (Record, _notSaved) = (null, null);
        policy.Release(stored);
        log.WasResetElsewhere(record.Latch.EmergencyId, stored.UpdatedBy);
        WasReset?.Invoke();
        await latches.ClearFileAsync();
    }

    private string? Refusal(ResetRequest request) => Record switch
    {
        null => "Trading is not stopped; there is nothing to reset.",
        _ when _reset is not null => "A reset is already under way.",
        _ when WhyNoResetHere() is { } reason => reason,
        { Latch.EmergencyId: var held } when request.EmergencyId is { } meant && meant != held => $"Another emergency holds by now ({held}); look at it, then reset that one.",
        { IsRunOver: false } record => $"The stop is still running ({record.RunState}); it must prove the account flat first.",
        _ when _running => "The stop is still running; it is about to end.",
        _ when CoolDownUntilUtc is { } until => $"It tripped by itself and cools down until {until:HH:mm:ss} UTC. If it was a false trip, annul it with evidence; then it can be reset at once.",
        _ when !string.Equals(request.TypedWord, "RESET", StringComparison.Ordinal) => "Type RESET to confirm.",
        _ when string.IsNullOrWhiteSpace(request.By) => "Say who resets: the name is kept.",
        _ when string.IsNullOrWhiteSpace(request.Reason) => "Say why trading may go on: the reason is kept.",
        _ => equity.WhyNoReset(request.RebasePeak, request.DrawdownLimit),
    };

    private async Task<ResetReceipt> ResetCoreAsync(ResetRequest request, Guid emergencyId)
    {
        if (await run.WhyNotFlatAsync() is { } notFlat)
        {
            return new ResetReceipt(false, $"The account is not proved flat: {notFlat}");
        }

        if (!await IsCertifiedAsync())
        {
            return new ResetReceipt(false, "The certificate of the stop could not be written yet. It is tried again every few seconds; look at the journal and the disk, then repeat the reset.");
        }

        if (equity.Equity is not { } now)
        {
            return new ResetReceipt(false, "Equity is not known; a reset needs it.");
        }

        if (_askedWhileResetting is not null)
        {
            return new ResetReceipt(false, "A stop was asked for while the reset was under way, so trading stays stopped.");
        }

        var journaled = await bus.PublishAsync(new EmergencyReset(ids.Next(), time.GetUtcNow())
        {
            EmergencyId = emergencyId,
            ResetBy = request.By,
            Reason = request.Reason,
            PeakRebased = request.RebasePeak,
            Equity = now,
        });
        if (!journaled)
        {
            return new ResetReceipt(false, "The reset could not be written to the journal, so trading stays stopped.");
        }

        await reEntry.BeginAsync(emergencyId); // before the latch goes: a crash in between stays stopped
        var cleared = await latches.ClearAsync(emergencyId, request.By, request.DrawdownLimit);
        await equity.OnResetAsync(request.RebasePeak);
        (Record, _notSaved) = (null, null);
        policy.Release(cleared);
        log.WasReset(emergencyId, request.By, request.Reason);
        WasReset?.Invoke();
        return new ResetReceipt(true, null);
    }
}
