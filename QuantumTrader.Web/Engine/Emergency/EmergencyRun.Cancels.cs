using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>Looking at the venue and taking orders away.</content>
public sealed partial class EmergencyRun
{
    private readonly record struct Look(
        ExchangeRead<AccountSnapshot> Account, ExchangeRead<IReadOnlyList<VenueOrder>> Regular, ExchangeRead<IReadOnlyList<VenueOrder>> Conditional);

    /// <summary>All three questions at once; what is gone since the last look is confirmed by that.</summary>
    private async Task<Look> LookAsync()
    {
        var (account, regular, conditional) = (
            reader.GetAccountAsync(CancellationToken.None).AsTask(),
            reader.GetOpenOrdersAsync(CancellationToken.None).AsTask(),
            reader.GetOpenConditionalOrdersAsync(CancellationToken.None).AsTask());
        await Task.WhenAll(account, regular, conditional);
        var look = new Look(await account, await regular, await conditional);
        if (look.Regular.IsOk && look.Conditional.IsOk)
        {
            Ledger.SawOrders(look.Regular.Value, look.Conditional.Value, time.GetUtcNow());
        }

        if (look.Account.IsOk)
        {
            Ledger.SawPositions(look.Account.Value.Positions, proof.IsDust, time.GetUtcNow());
        }

        return look;
    }

    /// <summary>Regular orders a symbol at a time, conditional ones singly: those that only protect stay.</summary>
    /// <returns>Whether there was anything to cancel, or it could not be seen.</returns>
    private async Task<bool> CancelWhatAddsRiskAsync(Look look)
    {
        var now = time.GetUtcNow();
        var calls = new List<(int[] Receipts, Func<ValueTask<CancelOutcome>> Cancel)>();
        if (look.Regular is { IsOk: true, Value: var regular })
        {
            calls.AddRange(SymbolsOf(regular).Select(s => (Ask(regular.Where(o => o.Symbol == s), now), CancelAll(s))));
        }
        else
        {
            calls.AddRange(symbols.All.Select(s => (Array.Empty<int>(), CancelAll(s.Symbol)))); // Blind: every symbol's.
        }

        if (look.Conditional is { IsOk: true, Value: var conditional })
        {
            calls.AddRange(conditional.Where(MayAdd).Select(o => (Ask([o], now), CancelConditional(o))));
        }

        await CancelAsync(calls);
        return calls.Count > 0 || look is not { Regular.IsOk: true, Conditional.IsOk: true };
    }

    /// <param name="seen">A look of just now, if there is one: the venue counts questions, and the proof asks it again anyway.</param>
    private async Task CancelTheRestAsync(Look? seen)
    {
        if (seen is not { } look)
        {
            look = await LookAsync();
            await CancelWhatAddsRiskAsync(look);
        }

        if (look is not { Account: { IsOk: true, Value: var account }, Conditional: { IsOk: true, Value: var conditional } })
        {
            return;
        }

        // A position that could not be closed keeps its stop: it is the only protection left.
        await CancelConditionalsAsync(SymbolsOf(conditional).Where(s => !account.Positions.Any(p => p.Symbol == s && !proof.IsDust(p))), conditional);
    }

    private Task CancelConditionalsAsync(IEnumerable<Symbol> of, IReadOnlyList<VenueOrder> conditional)
    {
        var now = time.GetUtcNow();
        return CancelAsync([.. of.Select(s => (Ask(conditional.Where(o => o.Symbol == s), now), (Func<ValueTask<CancelOutcome>>)(() => executor.CancelAllConditionalAsync(s))))]);
    }

    private int[] Ask(IEnumerable<VenueOrder> orders, DateTimeOffset nowUtc) => [.. orders.Select(o => Ledger.AskCancel(o, nowUtc))];

    private Func<ValueTask<CancelOutcome>> CancelAll(Symbol symbol) => () => executor.CancelAllAsync(symbol);

    /// <summary>An order that was placed by hand may have an id that ours cannot have; then all of its symbol's go.</summary>
    private Func<ValueTask<CancelOutcome>> CancelConditional(VenueOrder order) => () =>
        ClientOrderId.TryCreate(order.ClientOrderId, out var id) ? executor.CancelForEmergencyAsync(order.Symbol, id) : executor.CancelAllConditionalAsync(order.Symbol);

    /// <summary>In hedge mode the leg says whether an order can only take away; there is no reduce-only flag.</summary>
    private static bool MayAdd(VenueOrder order) => !order.ReduceOnly && order is not
        ({ PositionSide: PositionSide.Long, Side: OrderSide.Sell } or { PositionSide: PositionSide.Short, Side: OrderSide.Buy });

    /// <summary>All at once, their receipts first; one that hangs holds up the rest for a moment only.</summary>
    private async Task CancelAsync(List<(int[] Receipts, Func<ValueTask<CancelOutcome>> Cancel)> calls)
    {
        if (calls.Count > 0)
        {
            await recorder.FlushAsync();
            await AnsweredAsync(calls.Select(c => CancelAsync(c.Receipts, c.Cancel)).ToArray());
        }
    }

    private async Task CancelAsync(int[] receipts, Func<ValueTask<CancelOutcome>> cancel)
    {
        NoteFirstOrder();
        var ledger = Ledger; // The answer belongs to the run that asked; by then another may have begun.
        foreach (var receipt in receipts)
        {
            ledger.Sent(receipt, time.GetUtcNow());
        }

        var outcome = await cancel();
        var canceled = ledger == Ledger && outcome is CancelOutcome.Canceled { Count: var count } ? count : 0;
        _record = _record with { OrdersCanceled = _record.OrdersCanceled + canceled };
        foreach (var receipt in receipts)
        {
            ledger.Answered(receipt, OutcomeOf(outcome, receipts.Length), time.GetUtcNow(), outcome is CancelOutcome.Unknown unknown ? unknown.Cause : "");
        }
    }

    /// <summary>Fewer than asked for: some of them were filled, or taken away by others, before.</summary>
    private static ReceiptOutcome OutcomeOf(CancelOutcome outcome, int asked) => outcome switch
    {
        CancelOutcome.Canceled { Count: var count } when count >= asked => ReceiptOutcome.Done,
        CancelOutcome.Canceled or CancelOutcome.NotOpen => ReceiptOutcome.Gone,
        _ => ReceiptOutcome.Unknown,
    };

    private async Task AnsweredAsync(Task[] calls)
    {
        var all = Task.WhenAll(calls);
        if (!all.IsCompleted)
        {
            await Task.WhenAny(all, Task.Delay(options.AnswerWaitMax, time));
        }

        if (all.IsCompleted)
        {
            await all; // a defect in one of them is one of the round
        }
    }

    private void NoteFirstOrder()
    {
        if (_record.Times.FirstOrderAtUtc is null)
        {
            _record = _record with { Times = _record.Times with { FirstOrderAtUtc = time.GetUtcNow() } };
        }
    }
}
