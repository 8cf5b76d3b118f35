using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Risk;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// The ESS: one latch, one run. Activating closes the gate before anything else, makes the latch durable in two places,
/// and starts the run that leaves the account flat. Only <see cref="ResetAsync"/> lets trading go on.
/// </summary>
public sealed class EmergencyStop(
    PolicyCache policy,
    PolicyWriter policyWriter,
    ILatchStore latches,
    EmergencyRun run,
    EquityWatch equity,
    IEventBus bus,
    EngineTasks tasks,
    TimeProvider time,
    IIdSource ids,
    EmergencyOptions options,
    ILogger<EmergencyStop> log)
{
    private static readonly TimeSpan ReceiptWaitMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PolicyRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LatchRetry = TimeSpan.FromSeconds(1);
    private bool _resetting;
    private bool _savingAgain;
    private (string Trigger, string Reason, string By)? _askedWhileResetting;

    public bool IsLatched => Record is not null;

    /// <summary>Null while no emergency holds.</summary>
    public EmergencyRecord? Record { get; private set; }

    public EmergencyStatus Status => Record is not { } record
        ? new EmergencyStatus(false, EmergencyRunState.None, null, null, null, null, null, 0, 0, 0, 0)
        : new EmergencyStatus(
            true,
            record.RunState,
            record.Latch.EmergencyId,
            record.Latch.Trigger,
            record.Latch.Reason,
            record.Latch.ActivatedBy,
            record.Latch.ActivatedAtUtc,
            record.OrdersCanceled,
            record.ClosesSent,
            record.PositionsLeft,
            record.OrdersLeft);

    /// <summary>Stops trading. Concurrent calls join the emergency that holds.</summary>
    public async Task<StopReceipt> ActivateAsync(string trigger, string reason, string by)
    {
        if (Record is { } held)
        {
            if (_resetting)
            {
                _askedWhileResetting = (trigger, reason, by);
            }

            return new StopReceipt(held.Latch.EmergencyId, AlreadyStopped: true, held.RunState);
        }

        var latch = new EmergencyLatch(ids.Next(), reason, trigger, by, time.GetUtcNow());
        Hold(new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched });
        log.Stopped(latch.EmergencyId, trigger, by, reason);
        var durable = FirstSuccessAsync(SaveLatchAsync(), SavePolicyAsync(latch));
        tasks.Own("journal the stop", PublishStoppedAsync(latch));
        await WaitAsync(durable, options.DurableWaitMax);
        StartRun();
        await WaitAsync(durable, ReceiptWaitMax);
        return new StopReceipt(latch.EmergencyId, AlreadyStopped: false, Record?.RunState ?? EmergencyRunState.Latched);
    }

    /// <summary>An emergency that was found at start-up, or in the policy: holds it, in both places, and goes on with its run.</summary>
    public void Adopt(EmergencyRecord record)
    {
        if (IsLatched)
        {
            return;
        }

        Hold(record);
        log.Resumed(record.Latch.EmergencyId, record.RunState.ToString(), record.Latch.Reason);
        tasks.Own("save the latch", SaveLatchAsync());
        tasks.Own("write the emergency to the policy", SavePolicyAsync(record.Latch));
        if (!record.IsRunOver)
        {
            StartRun();
        }
    }

    /// <summary>Lets trading go on: event, then policy, then file. A failure in between leaves it stopped and can be repeated.</summary>
    public async Task<ResetReceipt> ResetAsync(ResetRequest request)
    {
        if (Refusal(request) is { } refusal)
        {
            return new ResetReceipt(false, refusal);
        }

        _resetting = true;
        try
        {
            return await ResetCoreAsync(request, Record!.Latch.EmergencyId);
        }
        catch (PolicyUnavailableException e)
        {
            return new ResetReceipt(false, $"The policy could not be written, so trading stays stopped: {e.Message}");
        }
        catch (IOException e)
        {
            return new ResetReceipt(false, $"The latch file could not be written, so trading stays stopped: {e.Message}");
        }
        finally
        {
            _resetting = false;
            if (_askedWhileResetting is var (trigger, reason, by))
            {
                _askedWhileResetting = null;
                tasks.Run("stop again", () => ActivateAsync(trigger, reason, by));
            }
        }
    }

    private string? Refusal(ResetRequest request) => Record switch
    {
        null => "Trading is not stopped; there is nothing to reset.",
        _ when _resetting => "A reset is already under way.",
        { IsRunOver: false } record => $"The stop is still running ({record.RunState}); it must prove the account flat first.",
        _ when !string.Equals(request.TypedWord, "RESET", StringComparison.Ordinal) => "Type RESET to confirm.",
        _ when string.IsNullOrWhiteSpace(request.Reason) => "Say why trading may go on: the reason is kept.",
        _ when !request.RebasePeak && equity.WouldBreach => "With the old peak the drawdown limit would stop trading again at once. Rebase the peak, or leave trading stopped.",
        _ => null,
    };

    private async Task<ResetReceipt> ResetCoreAsync(ResetRequest request, Guid emergencyId)
    {
        if (await run.WhyNotFlatAsync() is { } notFlat)
        {
            return new ResetReceipt(false, $"The account is not proved flat: {notFlat}");
        }

        if (equity.Equity is not { } now)
        {
            return new ResetReceipt(false, "Equity is not known; a reset needs it.");
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

        var cleared = await policyWriter.ClearEmergencyAsync(emergencyId, request.By);
        await latches.ClearAsync();
        await equity.OnResetAsync(request.RebasePeak);
        Record = null;
        policy.Release(cleared);
        log.WasReset(emergencyId, request.By, request.Reason);
        return new ResetReceipt(true, null);
    }

    private void Hold(EmergencyRecord record)
    {
        Record = record;
        policy.Hold(record.Latch);
    }

    private void StartRun() =>
        tasks.Run("emergency run", () => run.RunAsync(Record!, AdvanceAsync));

    /// <summary>Each step is on disk before the next begins; when the disk refuses, the run goes on and says so.</summary>
    private async Task AdvanceAsync(EmergencyRecord next)
    {
        Record = next;
        await SaveLatchAsync();
        tasks.Own("journal the run", bus.PublishAsync(new EmergencyRunAdvanced(ids.Next(), time.GetUtcNow())
        {
            EmergencyId = next.Latch.EmergencyId,
            State = next.RunState,
            OrdersCanceled = next.OrdersCanceled,
            ClosesSent = next.ClosesSent,
            PositionsLeft = next.PositionsLeft,
            Detail = next.Detail,
        }).AsTask());
    }

    private async Task<bool> SaveLatchAsync()
    {
        try
        {
            await latches.SaveAsync(Record!);
            return true;
        }
#pragma warning disable CA1031 // The disk must not stop the stop; the policy is the other place, and the log says it.
        catch (Exception e)
        {
            log.LatchNotSaved(e);
            if (!_savingAgain)
            {
                _savingAgain = true;
                tasks.Run("save the latch again", SaveLatchAgainAsync);
            }

            return false;
        }
#pragma warning restore CA1031
    }

    /// <summary>Until the file says what holds: it may be the only home that a later loss leaves.</summary>
    private async Task SaveLatchAgainAsync()
    {
        try
        {
            do
            {
                await Task.Delay(LatchRetry, time);
            }
            while (Record is not null && (_resetting || !await SaveLatchAsync()));
        }
        finally
        {
            _savingAgain = false;
        }
    }

    private async Task<bool> SavePolicyAsync(EmergencyLatch latch)
    {
        while (Record?.Latch.EmergencyId == latch.EmergencyId)
        {
            try
            {
                policy.Take(await policyWriter.EnterEmergencyAsync(latch));
                return true;
            }
#pragma warning disable CA1031 // Tried again until it is written; the file is the other place, and the log says it.
            catch (Exception e)
            {
                log.PolicyNotWritten(e);
                await Task.Delay(PolicyRetry, time);
            }
#pragma warning restore CA1031
        }

        return false;
    }

    private async Task PublishStoppedAsync(EmergencyLatch latch) =>
        await bus.PublishAsync(new EmergencyStopped(ids.Next(), latch.ActivatedAtUtc)
        {
            EmergencyId = latch.EmergencyId,
            Trigger = latch.Trigger,
            Reason = latch.Reason,
            ActivatedBy = latch.ActivatedBy,
        });

    /// <summary>Ends with the first that succeeds, or when both have failed.</summary>
    private static async Task<bool> FirstSuccessAsync(Task<bool> one, Task<bool> two)
    {
        var first = await Task.WhenAny(one, two);
        return await first || await (first == one ? two : one);
    }

    private async Task WaitAsync(Task<bool> durable, TimeSpan limit)
    {
        if (!durable.IsCompleted)
        {
            await Task.WhenAny(durable, Task.Delay(limit, time));
        }
    }
}
