using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Risk;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// The only way to the exchange: gate, journal, gate again, send, record. Entries are sent once and never again; closes of
/// an emergency do not wait for the journal. Every call to the venue ends: one that hangs or throws has an unknown outcome.
/// Without the lease nothing goes out that could get in the way of whoever holds it; reduce-only closes of a stop always do.
/// </summary>
public sealed class OrderExecutor(
    IExchange exchange,
    RiskStage risk,
    Leadership leadership,
    IEventBus bus,
    VenueLeverages leverages,
    UnknownOrders unknown,
    PatientJournal journal,
    EngineTasks tasks,
    TimeProvider time,
    IIdSource ids,
    ExecutionOptions options,
    TimeSpan intentAgeMax,
    ILogger<OrderExecutor> log)
{
    private readonly OrderFacts _facts = new(time, ids);
    private readonly HashSet<(TradeId, OrderPurpose)> _underWay = []; // orders that reduce, on their way or not in the book yet; bounded by the open trades
    private static readonly CancelOutcome NotOurs = new CancelOutcome.Unknown("Not sent: the lease is not held, or not proved.");
    private readonly SendBudget _budget = options.CreateBudget();
    private int _onTheWire;
    private int _beforeTheJournal; // orders that reduce, which go out when the disk has answered or its time is over

    /// <summary>Orders, the closes of an emergency aside, that were sent and may still reach the venue: no answer yet, or none at all.</summary>
    public int PendingCount => _onTheWire + _beforeTheJournal + unknown.CountBesideEmergency;

    /// <summary>Told of each denial that the journal has not taken yet: people must see it while the disk hangs. It comes by the bus too, later.</summary>
    public Action<OrderDenied>? DeniedUnrecorded { get; set; }

    /// <summary>Anything but the emergency stop.</summary>
    /// <param name="reason">For exits: why, in the words of <see cref="OrderIntended.Reason"/>.</param>
    public async ValueTask<ExecutionResult> SubmitAsync(OrderIntent intent, string reason, Guid? correlationId)
    {
        var denials = CheckRate(intent) is var rate and not DenialSet.None ? rate : risk.Check(in intent) | CheckLease(intent);
        if (denials != DenialSet.None)
        {
            return await DenyAsync(intent, denials, correlationId);
        }

        if (intent.Purpose != OrderPurpose.Entry)
        {
            return await SubmitReducingAsync(intent, reason, correlationId);
        }

        // Too late an entry is none: when the disk answers after all, it finds that this one was given up.
        return await journal.PublishAsync(_facts.Intended(intent, reason, correlationId), patience: Left(intent)) is not { } durable
            ? await DenyAsync(intent, DenialSet.JournalUnavailable, correlationId)
            : await SetLeverageAsync(intent, correlationId)
                ?? await LastDoubtsAsync(intent, durable, correlationId)
                ?? await SendEntryAsync(intent, correlationId);
    }

    /// <summary>Until the intent is too old; never negative, and never longer than for one that is made now.</summary>
    private TimeSpan Left(OrderIntent intent)
    {
        var left = intent.CreatedAtUtc + intentAgeMax - time.GetUtcNow();
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left < intentAgeMax ? left : intentAgeMax;
    }

    /// <summary>Waits for the journal, but not for ever. Until the book knows of the order, it would be asked for again and again.</summary>
    private async ValueTask<ExecutionResult> SubmitReducingAsync(OrderIntent intent, string reason, Guid? correlationId)
    {
        var order = (intent.TradeId, intent.Purpose);
        if (!_underWay.Add(order))
        {
            return new ExecutionResult.Unrecorded();
        }

        bool? recorded;
        _beforeTheJournal++;
        try
        {
            recorded = await journal.PublishAsync(_facts.Intended(intent, reason, correlationId), whenLate: () => _underWay.Remove(order));
        }
        finally
        {
            _beforeTheJournal--; // it goes on the wire now, without a wait in between
        }

        if (recorded is not null)
        {
            return await SendRecordedAsync(intent, order, correlationId);
        }

        log.JournalHangs(intent.Symbol.Value, intent.ClientOrderId.Value);
        var result = await SendAsync(intent, correlationId);
        if (result is ExecutionResult.Rejected)
        {
            _underWay.Remove(order); // It is not at the venue: the next try is a new one.
        }

        return result is ExecutionResult.Accepted ? new ExecutionResult.Unrecorded() : result;
    }

    /// <summary>Nobody asks for it a second time while it is on the wire, though the book may not hear of its answer.</summary>
    private async ValueTask<ExecutionResult> SendRecordedAsync(OrderIntent intent, (TradeId, OrderPurpose) order, Guid? correlationId)
    {
        try
        {
            return await SendAsync(intent, correlationId);
        }
        finally
        {
            _underWay.Remove(order);
        }
    }

    /// <summary>How long a close of the emergency run must wait for the venue's order limits; zero: it may go now.</summary>
    public TimeSpan WaitForClose => _budget.WaitForClose(time.GetUtcNow());

    /// <summary>A close of the emergency run: reduce-only, sent at once, journaled beside.</summary>
    public ValueTask<ExecutionResult> SubmitEmergencyCloseAsync(OrderIntent intent, Guid emergencyId)
    {
        var denials = risk.Check(in intent);
        if (denials != DenialSet.None)
        {
            return DenyAsync(intent, denials, emergencyId);
        }

        JournalBeside(_facts.Intended(intent, ExitReasons.Emergency, emergencyId));
        return SendAsync(intent, emergencyId);
    }

    /// <summary>Unknown, without a word to the venue, while the lease is not proved: the order may protect what another process opened.</summary>
    public ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id) =>
        CancelWithinAsync(leadership.MayCancel, () => exchange.CancelAsync(symbol, id, CancellationToken.None));

    /// <summary>For the emergency run, which also cancels while nobody answers for the lease.</summary>
    public ValueTask<CancelOutcome> CancelForEmergencyAsync(Symbol symbol, ClientOrderId id) =>
        CancelWithinAsync(leadership.MayReduce, () => exchange.CancelAsync(symbol, id, CancellationToken.None));

    /// <inheritdoc cref="CancelForEmergencyAsync"/>
    public ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol) =>
        CancelWithinAsync(leadership.MayReduce, () => exchange.CancelAllAsync(symbol, CancellationToken.None));

    /// <inheritdoc cref="CancelForEmergencyAsync"/>
    public ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol) =>
        CancelWithinAsync(leadership.MayReduce, () => exchange.CancelAllConditionalAsync(symbol, CancellationToken.None));

    private ValueTask<CancelOutcome> CancelWithinAsync(bool isAllowed, Func<ValueTask<CancelOutcome>> cancel) =>
        isAllowed
            ? VenueCall.WithinAsync(cancel, options.AckTimeout, time, static cause => new CancelOutcome.Unknown(cause))
            : new(NotOurs);

    /// <summary>Entries are the gate's business. A stop cannot hurt anybody, and a position without one can.</summary>
    private DenialSet CheckLease(OrderIntent intent) =>
        intent.Purpose is OrderPurpose.Entry or OrderPurpose.StopLoss || leadership.MayReduce ? DenialSet.None : DenialSet.Standby;

    /// <summary>Before the gate, which would reserve for an entry that is not sent.</summary>
    private DenialSet CheckRate(OrderIntent intent) =>
        intent.Purpose != OrderPurpose.Entry || _budget.HasRoomForEntry(time.GetUtcNow()) ? DenialSet.None : DenialSet.OrderRateExceeded;

    private ValueTask<SubmitOutcome> SubmitWithinAsync(Func<ValueTask<SubmitOutcome>> submit) =>
        VenueCall.WithinAsync(submit, options.AckTimeout, time, static cause => new SubmitOutcome.Unknown(cause));

    private async ValueTask<ExecutionResult?> SetLeverageAsync(OrderIntent intent, Guid? correlationId)
    {
        if (leverages.Of(intent.Symbol) == intent.Leverage)
        {
            return null;
        }

        leverages.Forget(intent.Symbol);
        switch (await SubmitWithinAsync(() => exchange.SetLeverageAsync(intent.Symbol, intent.Leverage, CancellationToken.None)))
        {
            case SubmitOutcome.Accepted:
                leverages.Confirm(intent.Symbol, intent.Leverage);
                return null;
            case SubmitOutcome.Rejected rejected:
                await bus.PublishAsync(_facts.Rejected(intent, rejected, correlationId));
                return new ExecutionResult.Rejected(rejected.VenueCode, rejected.VenueText);
            case var outcome:
                // The old leverage may still be set; nothing was sent, so giving the entry up is safe. Until the venue confirms one, none goes out.
                log.LeverageNotConfirmed(intent.Symbol.Value, intent.Leverage.Value, (outcome as SubmitOutcome.Unknown)?.Cause ?? "no answer");
                return await DenyAsync(intent, DenialSet.LeverageNotVerified, correlationId);
        }
    }

    /// <summary>Between journal and wire: is it saved, is it young, and does the gate still say yes?</summary>
    private async ValueTask<ExecutionResult?> LastDoubtsAsync(OrderIntent intent, bool durable, Guid? correlationId)
    {
        var age = time.GetUtcNow() - intent.CreatedAtUtc;
        if (!(age <= intentAgeMax))
        {
            log.IntentDropped(intent.Symbol.Value, intent.ClientOrderId.Value, age.TotalMilliseconds);
            await bus.PublishAsync(_facts.Ended(intent, "DROPPED", correlationId));
            return new ExecutionResult.Dropped(age);
        }

        var denials = risk.CheckAgain(in intent);
        if (!durable)
        {
            denials |= DenialSet.JournalUnavailable;
        }

        return denials == DenialSet.None ? null : await DenyAsync(intent, denials, correlationId);
    }

    /// <summary>The clock is read before the lease is: whatever happens to this process in between, the venue refuses what comes too late.</summary>
    private ValueTask<ExecutionResult> SendEntryAsync(OrderIntent intent, Guid? correlationId)
    {
        var now = time.GetUtcNow();
        return SendWindow.Stamp(intent, now, leadership.MayEnter ? leadership.Lease.Left : TimeSpan.Zero) is { } stamped
            ? SendAsync(stamped, correlationId)
            : DenyAsync(intent, DenialSet.Standby, correlationId);
    }

    private async ValueTask<ExecutionResult> SendAsync(OrderIntent intent, Guid? correlationId)
    {
        var outcome = await OnTheWireAsync(intent);
        switch (outcome)
        {
            case SubmitOutcome.Accepted accepted:
                await RecordAsync(in intent, _facts.Accepted(intent, accepted.VenueOrderId, correlationId));
                return new ExecutionResult.Accepted(accepted.VenueOrderId);
            case SubmitOutcome.Rejected rejected:
                log.OrderRejected(intent.Symbol.Value, intent.ClientOrderId.Value, rejected.VenueCode, rejected.VenueText);
                await RecordAsync(in intent, _facts.Rejected(intent, rejected, correlationId));
                return new ExecutionResult.Rejected(rejected.VenueCode, rejected.VenueText);
            default:
                var cause = (outcome as SubmitOutcome.Unknown)?.Cause ?? "no answer";
                log.OrderUnknown(intent.Symbol.Value, intent.ClientOrderId.Value, cause.TrimEnd('.'));
                var recording = RecordAsync(in intent, _facts.Unknown(intent, cause, correlationId));
                tasks.Run("resolve an unknown order", () => unknown.ResolveAsync(intent.TradeId, intent.Symbol, intent.ClientOrderId, intent.Purpose));
                await recording;
                return new ExecutionResult.Unknown(cause);
        }
    }

    /// <summary>Counted without a gap: on the wire until there is an answer, and from then on as unknown where there was none.</summary>
    private async ValueTask<SubmitOutcome> OnTheWireAsync(OrderIntent intent)
    {
        var counts = intent.Purpose == OrderPurpose.Emergency ? 0 : 1;
        _onTheWire += counts;
        _budget.Take(time.GetUtcNow());
        try
        {
            var outcome = await SubmitWithinAsync(() => exchange.SubmitAsync(intent, CancellationToken.None));
            if (outcome is not (SubmitOutcome.Accepted or SubmitOutcome.Rejected))
            {
                unknown.Add(intent.Symbol, intent.ClientOrderId);
            }

            return outcome;
        }
        finally
        {
            _onTheWire -= counts;
        }
    }

    /// <summary>A journal that hangs must not hold up the emergency run.</summary>
    private ValueTask RecordAsync(in OrderIntent intent, TradeOrderEvent e)
    {
        if (intent.Purpose != OrderPurpose.Emergency)
        {
            return PublishAsync(e);
        }

        JournalBeside(e);
        return ValueTask.CompletedTask;
    }

    private async ValueTask PublishAsync(TradeOrderEvent e) => await journal.PublishAsync(e);

    private void JournalBeside(TradeOrderEvent e) => tasks.Run("journal an emergency close", () => bus.PublishAsync(e).AsTask());

    private async ValueTask<ExecutionResult> DenyAsync(OrderIntent intent, DenialSet denials, Guid? correlationId)
    {
        var reasons = risk.Explain(denials, in intent);
        log.OrderDenied(intent.Symbol.Value, intent.ClientOrderId.Value, string.Join(',', reasons.Select(r => r.Code)));
        var denied = _facts.Denied(intent, reasons, correlationId);
        if (intent.Purpose == OrderPurpose.Emergency)
        {
            JournalBeside(denied);
        }
        else if (await journal.PublishAsync(denied, patience: denials.HasFlag(DenialSet.JournalUnavailable) ? TimeSpan.Zero : null) is null)
        {
            DeniedUnrecorded?.Invoke(denied);
        }

        return new ExecutionResult.Denied(denials);
    }
}
