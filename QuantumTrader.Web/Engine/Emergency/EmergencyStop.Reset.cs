using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>Starting again: every reason to refuse, and the order in which a reset is made durable.</content>
public sealed partial class EmergencyStop
{
    private Guid? _resetInDoubt; // the emergency whose reset failed here, and may have been made all the same

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
            _resetInDoubt = Record?.Latch.EmergencyId;
            return new ResetReceipt(false, $"The reset did not go through, so trading stays stopped; it can be repeated. {e.Message}");
        }
        finally
        {
            _reset = null;
            if (_resetInDoubt is not null)
            {
                tasks.Run("look whether it was reset all the same", LookAfterResetAsync);
            }

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

        NoteReset(record.Latch.EmergencyId);
        reEntry.Follow(record.Latch.EmergencyId);
        (Record, _notSaved) = (null, null);
        policy.Release(stored);
        log.WasResetElsewhere(record.Latch.EmergencyId, stored.UpdatedBy);
        WasReset?.Invoke();
        await latches.ClearFileAsync();
    }

    /// <summary>
    /// The store says that the emergency was reset, and here it was said that trading stays stopped: the answer to a reset came
    /// too late, or only its second half failed. The stop is held on under a new id, or the next start and the next leader would
    /// take it for reset. Nothing, unless a reset of this very emergency was tried here and failed: one that was made elsewhere is none to undo.
    /// </summary>
    public void HoldOn(TradingPolicy stored)
    {
        if (Record is not { } record || _running || _reset is not null || stored.EmergencyMode || stored.LastResetEmergencyId != record.Latch.EmergencyId || _resetInDoubt != record.Latch.EmergencyId)
        {
            return;
        }

        var latch = record.Latch with { EmergencyId = ids.Next() };
        Hold(new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched, IsStopJournaled = false, Times = new RunTimes { GateClosedAtUtc = record.Times.GateClosedAtUtc } });
        log.HeldOn(record.Latch.EmergencyId, latch.EmergencyId);
        tasks.Own("make the stop durable", FirstSuccessAsync(SaveLatchAsync(Record!), SavePolicyAsync(latch, isOld: false)));
        JournalStop(latch);
        StartRun();
    }

    private async Task LookAfterResetAsync()
    {
        await policy.RefreshAsync();
        if (policy.Stored is { } stored)
        {
            HoldOn(stored);
        }
    }

    private string? Refusal(ResetRequest request) => Record switch
    {
        null => "Trading is not stopped; there is nothing to reset.",
        _ when _reset is not null => "A reset is already under way.",
        _ when WhyNoResetHere() is { } reason => reason,
        _ when StopFileLeft() is { } left => left,
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
        NoteReset(emergencyId);
        (Record, _notSaved) = (null, null);
        policy.Release(cleared);
        log.WasReset(emergencyId, request.By, request.Reason);
        WasReset?.Invoke();
        return new ResetReceipt(true, null);
    }
}
