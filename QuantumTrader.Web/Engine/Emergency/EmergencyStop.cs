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
public sealed partial class EmergencyStop(
    PolicyCache policy,
    LatchKeeper latches,
    EmergencyRun run,
    EquityWatch equity,
    IStopArchive archive,
    ReEntryControl reEntry,
    IEventBus bus,
    EngineTasks tasks,
    TimeProvider time,
    IIdSource ids,
    EmergencyOptions options,
    ILogger<EmergencyStop> log)
{
    private static readonly TimeSpan ReceiptWaitMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LatchRetry = TimeSpan.FromSeconds(1);
    private volatile NotSaved? _notSaved; // behind a reference, so that other threads never read half of it
    private volatile Seen? _seen;
    private bool _running;
    private bool _savingAgain;
    private volatile bool _isInPolicy;
    private bool _isFresh; // activated here, and not in the policy yet: nobody else can have reset it
    private TaskCompletionSource? _reset; // while a reset is under way
    private (string Trigger, string Reason, string By)? _askedWhileResetting;

    private sealed record NotSaved(DateTimeOffset SinceUtc);

    private sealed record Seen(TradingMode Mode, int Positions, int Orders);

    /// <summary>What other threads ask for before this one hears of it.</summary>
    public StopWish Wish { get; } = new();

    public bool IsLatched => Record is not null;

    /// <summary>Null while no emergency holds.</summary>
    public EmergencyRecord? Record { get; private set; }

    /// <summary>Since when neither file nor policy holds the emergency that holds here; null when one of them does, or none holds.</summary>
    public DateTimeOffset? LatchNotSavedSinceUtc => _notSaved?.SinceUtc;

    /// <summary>The policy was seen to hold the emergency that holds here, so that every process that shares it hears of it.</summary>
    public bool IsInPolicy => Record is not null && _isInPolicy;

    /// <summary>The store is shared with other processes, which may lead, stop and reset too.</summary>
    public bool SharesPolicy { get; init; }

    /// <summary>Another process that trades the account; null: none is known.</summary>
    public Func<string?> LedBy { get; set; } = () => null;

    /// <summary>Told after each reset, when trading is allowed again.</summary>
    public Action? WasReset { get; set; }

    /// <summary>Why people cannot reset here, in words for them; null when they can.</summary>
    public Func<string?> WhyNoResetHere { get; set; } = () => null;

    public EmergencyStatus Status
    {
        get
        {
            var (record, seen) = (Record, _seen);
            var isFlat = record is { IsRunOver: true };
            return (record is null ? EmergencyStatus.NotStopped : EmergencyStatus.Of(record, LatchNotSavedSinceUtc)) with
            {
                Mode = record is not null ? TradingMode.Halted : seen?.Mode,
                Positions = seen?.Positions ?? (isFlat ? record!.PositionsLeft : null),
                Orders = seen?.Orders ?? (isFlat ? record!.OrdersLeft : null),
                SizeShare = reEntry.SizeShare.Value,
                LedBy = LedBy(),
                IsShared = SharesPolicy && record is not null ? _isInPolicy : null,
                LastRun = _lastRuns is [var last, ..] ? last : null,
            };
        }
    }

    /// <summary>What the venue said last, for people on other threads.</summary>
    public void See(TradingMode mode, int positions, int orders)
    {
        if (_seen is not { } seen || seen.Mode != mode || seen.Positions != positions || seen.Orders != orders)
        {
            _seen = new Seen(mode, positions, orders);
        }
    }

    /// <summary>Stops trading. Concurrent calls join the emergency that holds; one that comes while it is being reset wins over the reset.</summary>
    public Task<StopReceipt> ActivateAsync(string trigger, string reason, string by, Guid? emergencyId = null)
    {
        var isFree = emergencyId is { } given && given != Guid.Empty && !HasEnded(given); // one that was reset would be taken for reset
        return ActivateAsync(new EmergencyLatch(isFree ? emergencyId!.Value : ids.Next(), reason, trigger, by, time.GetUtcNow()));
    }

    /// <summary>The same, under an id that was given before: the latch file may hold it already.</summary>
    public async Task<StopReceipt> ActivateAsync(EmergencyLatch latch)
    {
        if (Record is { } held)
        {
            await JoinAsync(latch);
            var now = Record ?? held;
            var isSame = now.Latch.EmergencyId == held.Latch.EmergencyId && held.Latch.EmergencyId != latch.EmergencyId; // its file may have been found before
            return new StopReceipt(now.Latch.EmergencyId, AlreadyStopped: isSame, now.RunState);
        }

        Hold(new EmergencyRecord { Latch = latch, RunState = EmergencyRunState.Latched, IsStopJournaled = false });
        _isFresh = true;
        Record = Record! with { Times = new RunTimes { GateClosedAtUtc = time.GetUtcNow() } };
        log.Stopped(latch.EmergencyId, latch.Trigger, latch.ActivatedBy, latch.Reason);
        var durable = FirstSuccessAsync(SaveLatchAsync(Record!), SavePolicyAsync(latch, isOld: false));
        tasks.Own("make the stop durable", durable);
        JournalStop(latch);
        await WaitAsync(durable, options.DurableWaitMax);
        StartRun();
        await WaitAsync(durable, ReceiptWaitMax);
        return new StopReceipt(Record?.Latch.EmergencyId ?? latch.EmergencyId, AlreadyStopped: false, Record?.RunState ?? EmergencyRunState.Latched);
    }

    /// <summary>A stop that is asked for while one holds.</summary>
    private async Task JoinAsync(EmergencyLatch latch)
    {
        if (_reset is { } resetting)
        {
            _askedWhileResetting ??= (latch.Trigger, latch.Reason, latch.ActivatedBy);
            await WaitAsync(resetting.Task, ReceiptWaitMax);
            return;
        }

        if (SharesPolicy && !_isFresh && Record?.Latch.EmergencyId != latch.EmergencyId) // its file was found before: it is asked for once
        {
            await AskAgainAsync(latch);
        }

        if (Record is { IsRunOver: true })
        {
            await WaitAsync(LookAgain(), ReceiptWaitMax);
        }
    }

    /// <summary>An emergency that was found at start-up: holds it, in both places. <see cref="GoOn"/> resumes its run.</summary>
    /// <param name="record">What was found.</param>
    /// <param name="isDurable">False for one that was made up because both places were lost.</param>
    public void Adopt(EmergencyRecord record, bool isDurable = false)
    {
        Take(record, isDurable);
        JournalEarlier(record);
        Settle(record);
    }

    private void Take(EmergencyRecord record, bool isDurable)
    {
        var closedAtUtc = record.Times.GateClosedAtUtc ?? time.GetUtcNow(); // a command that found no engine wrote no time
        Hold(record.IsRunOver ? record : record with { Times = record.Times with { GateClosedAtUtc = closedAtUtc, Resumed = record.Times.Resumed + 1 } });
        if (isDurable)
        {
            _notSaved = null;
        }
    }

    /// <summary>What an earlier process may have left half done.</summary>
    private void Settle(EmergencyRecord record)
    {
        if (record.IsRunOver)
        {
            CertifyEarlier(record);
        }

        log.Resumed(record.Latch.EmergencyId, record.RunState.ToString(), record.Latch.Reason);
        tasks.Own("save the latch", SaveLatchAsync(Record!));
        tasks.Own("write the emergency to the policy", SavePolicyAsync(record.Latch, isOld: true));
    }

    /// <summary>Goes on with the run of the emergency that was adopted; it is not flat before what the earlier process had sent is known.</summary>
    public void GoOn()
    {
        if (Record is { IsRunOver: false } && !_running)
        {
            StartRun();
        }
    }

    /// <summary>Reads what earlier processes left, before anything is sent.</summary>
    public void Load()
    {
        reEntry.Load();
        ReadLastRuns();
    }

    private void Hold(EmergencyRecord record)
    {
        _notSaved = new NotSaved(time.GetUtcNow()); // before the record, for those who look on from other threads
        (_isInPolicy, _isFresh) = (false, false);
        Record = record;
        policy.Hold(record.Latch);
    }

    private void StartRun() => tasks.Run("emergency run", RunAsync);

    private async Task RunAsync()
    {
        _running = true;
        try
        {
            await run.RunAsync(Record!, AdvanceAsync);
        }
        finally
        {
            _running = false;
        }

        if (Record is { IsRunOver: true } over)
        {
            Certify(over);
        }
    }

    private async Task PublishAdvancedAsync(EmergencyRecord record) =>
        await bus.PublishAsync(new EmergencyRunAdvanced(ids.Next(), time.GetUtcNow())
        {
            EmergencyId = record.Latch.EmergencyId,
            State = record.RunState,
            OrdersCanceled = record.OrdersCanceled,
            ClosesSent = record.ClosesSent,
            PositionsLeft = record.PositionsLeft,
            Detail = record.Detail,
        });

    /// <summary>Ends with the first that succeeds, or when both have failed.</summary>
    private static async Task<bool> FirstSuccessAsync(Task<bool> one, Task<bool> two)
    {
        var first = await Task.WhenAny(one, two);
        return await first || await (first == one ? two : one);
    }

    private async Task WaitAsync(Task awaited, TimeSpan limit)
    {
        if (!awaited.IsCompleted)
        {
            await Task.WhenAny(awaited, Task.Delay(limit, time));
        }
    }
}
