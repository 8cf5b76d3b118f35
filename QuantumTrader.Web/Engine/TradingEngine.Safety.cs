using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Web.Engine;

/// <content>What holds the engine to the venue's truth: the stop, the reconcilers, the watch over an account that was proved flat.</content>
public sealed partial class TradingEngine
{
    private const int StrangersEvery = 3;
    private const int StrangersEverySeldom = 20; // both lists of open orders weigh 80, and 24 is what each comparison may
    private const string VenueHold = "venue";
    private const string ModelHold = "model";
    private long _reconciled;
    private bool _lastAgreed;

    /// <summary>
    /// Something is under way at the venue, or ledger and venue were not found to agree: the next comparison must not be put off. While nothing
    /// is in doubt and a stream tells what happens, it may be.
    /// </summary>
    public bool IsInDoubt => !_lastAgreed || Unknown.Count > 0 || Updates.Doubts.Any || NobodyLooks() || _missing.SawSome || _strangers.SawSome || Book.Open.Any(t => t.EntryIsWorking || t.ExitIsWorking);

    /// <summary>How far ledger and venue were apart at the last comparison; null before the first.</summary>
    public AccountDrift? Drift => _reconciler.Drift;

    public Task ReconcileAsync() => ReconcileAsync(looksAtAll: false);

    /// <summary>Compares the ledger with the venue; a mismatch allows no new risk until a comparison finds none.</summary>
    /// <param name="looksAtAll">Also at what is else looked at every third time, as far as somebody here has read it of late.</param>
    public async Task ReconcileAsync(bool looksAtAll)
    {
        if (!Leadership.IsOnDuty)
        {
            await WatchAccountAsync();
            return;
        }

        await _naked.LookAsync(); // first: the comparison may have to wait for the disk
        var doubts = Updates.Doubts.Mark;
        var result = await _reconciler.CompareAsync();
        _lastAgreed = result.IsSame;
        if (result.IsSame)
        {
            Updates.Doubts.Settle(doubts);
        }

        NoteComparison(result);
        await _missing.LookAsync(MayEndMissing);

        // While the disk hangs, orders of ours are at the venue that the book does not know yet.
        if (Leadership.MayEnter && !Emergency.IsLatched && _patient.OverdueCount == 0)
        {
            await LookAtStrangersAsync(looksAtAll);
        }
    }

    private async Task LookAtStrangersAsync(bool looksAtAll)
    {
        var asks = ++_reconciled % (looksAtAll ? StrangersEverySeldom : StrangersEvery) == 0;
        if (_reconciler.Agreed is { } agreed && Updates.FillsOnTheirWay == 0 && _strangerWatch.LookAtPositions(agreed))
        {
            await _recovered.RecoverAsync(Leadership.Epoch); // What could not be read now, the next look asks for again.
            Desk.LookAtAll(); // A stop does not wait for the next bar.
        }

        if (asks || looksAtAll)
        {
            await _strangers.LookAsync(Leadership.Epoch, asks);
        }
    }

    /// <summary>Reduce-only as long as the venue cannot be followed; what it objects to is for people.</summary>
    public void OnVenueObjection(string? objection)
    {
        if (objection is null)
        {
            Mode.Lift(VenueHold);
        }
        else
        {
            Mode.Hold(VenueHold, objection, _parts.Time.GetUtcNow());
        }
    }

    /// <summary>Reduce-only for good: the app does not start with such a model, but a stop on what is open must run all the same.</summary>
    private void HoldUnlessTheModelMayTrade(ISignalModel model)
    {
        if (AiTradingEngine.RefusalOf(model, Settings.Environment) is { } refusal)
        {
            Mode.Hold(ModelHold, refusal, _parts.Time.GetUtcNow());
        }
    }

    /// <summary>The disk takes what it is given, and does so in time.</summary>
    private bool IsJournalOk() => _patient.OverdueCount == 0 && _parts.JournalOk();

    /// <summary>A fill that waits for the disk is not in the book, and one of a stop's run may not be told yet.</summary>
    private bool MayEndMissing() => Leadership.MayEnter && IsJournalOk() && Emergency.Record is null or { IsRunOver: true };

    /// <summary>The level of a stop that is stuck is passed: should it become an order after all, there is nothing left that it could reduce.</summary>
    private VenueUpdates CreateUpdates() => new(Ledger, Book, _parts.Bus, Tasks, _parts.Time, _parts.Ids, _parts.Logs.CreateLogger<VenueUpdates>())
    {
        LeverageTold = Leverages.OnTold,
        ForeignTaken = fill => _taken.OnForeign(fill),
        StopStuck = trade => Desk.Exit(trade, ExitReasons.StopLoss),
    };

    /// <summary>An emergency that stands in the policy, or a policy that cannot be read, is no leave for anybody.</summary>
    private bool AnotherTrades() => Leadership.Duty == EngineDuty.StandingBy && Policy is { Failure: null, Stored.EmergencyMode: false };

    private EmergencyStop CreateEmergency()
    {
        var (time, options) = (_parts.Time, _parts.Settings.Emergency);
        var proof = new FlatnessProof(Reader, Symbols, Book, () => Executor.PendingCount, time) { AnotherTrades = AnotherTrades };
        var recorder = new RunRecorder(_parts.Archive, time, options, _parts.Logs.CreateLogger<RunRecorder>());
        var run = new EmergencyRun(Executor, proof, Reader, Desk, Symbols, recorder, time, options, _parts.Logs.CreateLogger<EmergencyRun>()) { Remembered = () => AnotherTrades() ? [] : Ledger.HeldAsKnown() };
        var latches = new LatchKeeper(Policy, PolicyWriter, _parts.Latches, time, options, _parts.Logs.CreateLogger<LatchKeeper>());
        return new EmergencyStop(Policy, latches, run, Equity, _parts.Archive, ReEntry, _parts.Bus, Tasks, time, _parts.Ids, options, _parts.Logs.CreateLogger<EmergencyStop>())
        {
            SharesPolicy = _parts.SharesPolicy,
            JournalOk = _parts.JournalOk,
            IsInJournal = _parts.IsStopInJournal,
            LedBy = LedBy,
        };
    }

    /// <summary>Read on other threads too: nothing but the lease, which is made for that, and a number.</summary>
    private string? LedBy() => _parts.Lease switch
    {
        { State: LeaseState.Lost, Holder.Length: > 0 } lease => lease.Holder,
        { State: LeaseState.Unproven } when Leadership.LastEpoch == 0 => "not known: the shared store does not answer",
        _ => null,
    };

    private (TakeOver TakeOver, RunningReconciler Running, MissingPositions Missing) CreateReconcilers()
    {
        var (time, logs) = (_parts.Time, _parts.Logs);
        var settlement = new OrderSettlement(Reader, Unknown, _parts.Bus, time, _parts.Ids);
        var starter = new StartReconciler(Reader, Ledger, Book, _missed, settlement, _parts.Bus, Journal, time, _parts.Ids, logs.CreateLogger<StartReconciler>())
        {
            HeightKnown = () => Equity.HeightKnown,
            IsMoving = () => Emergency.IsLatched,
        };
        return (
            new TakeOver(Leadership, _parts.SettlesIn, _parts.MergeTrades, starter, _recovered, _strangers, time, logs.CreateLogger<TakeOver>()),
            new RunningReconciler(Reader, Ledger, Book, _missed, settlement, JournalOnDuty, time, _parts.Ids, logs.CreateLogger<RunningReconciler>()),
            new MissingPositions(Reader, Ledger, Book, _missed, Unknown, _patient, time, _parts.Ids, logs.CreateLogger<MissingPositions>()));
    }

    private void OnDrawdown(DrawdownReading reading)
    {
        var cause = $"{reading.Cause}";
        _log.DrawdownTripped($"{reading.Equity}", $"{reading.Drawdown?.Percent:0.##} %", $"{reading.Peak}", cause);
        Journal(new CircuitBreakerTriggered(_parts.Ids.Next(), _parts.Time.GetUtcNow())
        {
            Reason = cause,
            Equity = reading.Equity ?? default,
            Peak = reading.Peak ?? default,
            Drawdown = reading.Drawdown,
            Limit = reading.LimitReached == DrawdownLimitKind.AllTime ? reading.AllTimeLimit : reading.Limit,
            LimitReached = reading.LimitReached,
            FirstAtLimit = reading.FirstAtLimit,
            IsGap = reading.IsGap,
        });
        var (code, reason) = (reading.LimitReached == DrawdownLimitKind.AllTime ? TriggerCodes.AllTimeDrawdown : TriggerCodes.Drawdown, DrawdownTrigger.TextOf(in reading));
        Tasks.Run("stop on drawdown", () => Emergency.ActivateAsync(code, reason, "drawdown monitor"));
    }

    /// <summary>A second source of marks: what the venue itself makes of the account, asked after the suspicion.</summary>
    private async Task AskVenueAsync()
    {
        if (await Reader.GetAccountAsync(CancellationToken.None) is { IsOk: true, Value: var account }
            && Leadership.IsOnDuty && Equity.Corroborate(account.Equity) is { JustTripped: true } reading && !Emergency.IsLatched)
        {
            OnDrawdown(reading);
        }
    }

    /// <summary>Or nothing is held, and equity moves without marks.</summary>
    private bool MarksWhatIsHeld(ReadOnlySpan<MarketBar> bars)
    {
        foreach (ref readonly var bar in bars)
        {
            if (Ledger.Holds(bar.Symbol) && Symbols.Find(bar.Symbol)?.MarkedInStep == _step)
            {
                return true;
            }
        }

        return Ledger.OpenCount == 0;
    }

    /// <summary>After a stop that was proved: an order of ours that was on its way may still have filled.</summary>
    private void WatchExposure()
    {
        if (Emergency.Record is not { IsRunOver: true })
        {
            return;
        }

        foreach (var trade in Book.Open)
        {
            if (trade.QuantityOpen.IsPositive && IsHeld(trade.Symbol))
            {
                Emergency.OnExposure();
                return;
            }
        }
    }

    /// <summary>A leg of the symbol is open at the venue, dust aside.</summary>
    private bool IsHeld(Symbol symbol)
    {
        var min = Symbols.Find(symbol)?.Instrument.QuantityMin ?? Quantity.Zero;
        foreach (var leg in Ledger.Legs)
        {
            if (leg.Symbol == symbol && !leg.IsFlat && leg.Quantity >= min)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Only entries ask. One symbol has one trade: what is held while another entry is checked, no trade explains.</summary>
    private bool IsBlocked(Symbol symbol) =>
        _parts.ObjectionTo(symbol) is not null || Unknown.Blocks(symbol) || Updates.Doubts.Blocks(symbol) || Pauses.IsPaused(symbol) || Book.HaltedSymbols.Contains(symbol) || Book.HasLeftovers(symbol) || (IsHeld(symbol) && !(Book.OpenFor(symbol)?.QuantityOpen.IsPositive ?? false));

    /// <summary>The account was proved flat and a person allowed trading: what halted a symbol is over.</summary>
    private void ReleaseSymbols()
    {
        foreach (var symbol in Book.HaltedSymbols.ToArray())
        {
            Book.Release(symbol);
        }
    }

    private void Activate(string by, string reason) => Mode.Set(TradingMode.Active, _parts.Time.GetUtcNow(), by, reason);

    private void ReleaseReservation(JournaledEvent journaled)
    {
        if (journaled.Event is TradeOrderEvent { Purpose: OrderPurpose.Entry } e
            && (e is OrderDenied or OrderRejected or OrderEnded or OrderFilled { Remaining.Value: 0m }))
        {
            Risk.Release(e.TradeId);
        }
    }
}
