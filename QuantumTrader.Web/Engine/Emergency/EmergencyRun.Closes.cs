using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine.Emergency;

/// <content>Closing positions: largest first, all at once, within the venue's order limits.</content>
public sealed partial class EmergencyRun
{
    private const int HurriesMax = 3;
    private static readonly TimeSpan LookPauseMax = TimeSpan.FromSeconds(2);
    private readonly HashSet<(Symbol, PositionSide, Direction)> _covered = []; // what the venue would not reduce; bounded by the positions of one look
    private readonly Dictionary<(Symbol, PositionSide), int> _onTheirWay = []; // closes without an answer; bounded by the positions

    /// <param name="Ledger">The run's that asked: an answer may come when another has begun.</param>
    private sealed record Close(VenuePosition Position, Quantity Quantity, int Receipt, RunLedger Ledger, OrderIntent Intent);

    /// <summary>What an earlier process sent and did not hear of; it is asked before anything is sent anew.</summary>
    private Task SettleEarlierClosesAsync() => AnsweredAsync([.. Ledger.Unanswered.ToArray().Select(SettleAsync)]);

    /// <summary>One that the venue knows decides; where some cannot be asked, all of them are asked again later.</summary>
    private async Task SettleAsync(RunReceipt receipt)
    {
        var (outcome, detail) = (ReceiptOutcome.Unknown, "not known to the venue after a restart");
        foreach (var name in receipt.AllClientOrderIds())
        {
            if (!ClientOrderId.TryCreate(name, out var id) || await reader.FindOrderAsync(receipt.Symbol, id, CancellationToken.None) is not { IsOk: true, Value: var found })
            {
                return;
            }

            if (found is OrderLookup.Found { Order: var order })
            {
                (outcome, detail) = (ReceiptOutcome.Accepted, order.Status == VenueOrderStatus.Filled ? "filled while no process watched" : $"{order.Status} when asked after a restart");
            }
        }

        Ledger.Answered(receipt.Number, outcome, time.GetUtcNow(), detail);
    }

    /// <param name="look">The one before the cancels; a position that grew since is closed by the next.</param>
    /// <param name="isUntouched">That look showed nothing to cancel.</param>
    /// <returns>The look that showed nothing left to close, where it came after the cancels and what it showed to add risk is cancelled; else null.</returns>
    private async Task<Look?> CloseAllAsync(Look look, bool isUntouched)
    {
        var (began, isLater) = (time.GetUtcNow(), isUntouched);
        _covered.Clear(); // What an earlier round or run was refused says nothing of what is held now.
        var isRemembered = false;
        for (var (looks, hurries) = (0, 0); ;)
        {
            if (look.Account is { IsOk: true, Value: var account })
            {
                _covered.IntersectWith(account.Positions.Select(LegOf)); // Refused because it was gone: whatever comes later is another position.
                if (account.Positions.All(p => ChunksOf(p).Count == 0))
                {
                    return isLater ? look : null;
                }

                await CloseAsync(account.Positions, look.Conditional.Value ?? []);
            }
            else if (!isRemembered)
            {
                // Once a round: a close can only take away, so the worst that an old memory does is to be refused.
                isRemembered = true;
                await CloseAsync(Remembered(), []);
            }

            if (!(time.GetUtcNow() - began < options.ClosingMax))
            {
                return null;
            }

            if (_covered.Count == 0 || ++hurries > HurriesMax) // What was refused is looked at again at once.
            {
                await Task.Delay(LookPause(looks++), time);
            }

            (look, isLater) = (await LookAsync(), true);
            await CancelWhatAddsRiskAsync(look); // What is left of a close that filled in part; the rest is closed anew.
        }
    }

    /// <summary>The attempts and receipts are on disk before they are used, so that a resumed run never uses a client order id twice.</summary>
    private async Task CloseAsync(IReadOnlyList<VenuePosition> positions, IReadOnlyList<VenueOrder> conditional)
    {
        var closes = Plan(positions);
        if (closes.Count > 0)
        {
            await AdvanceAsync(_record with
            {
                LastAttempt = _record.LastAttempt + closes.Count,
                ClosesSent = _record.ClosesSent + closes.Count,
                PositionsLeft = positions.Count,
            });
            await UncoverAsync(closes, conditional);
        }

        await AnsweredAsync(closes.Select(CloseAsync).ToArray());
    }

    /// <summary>Largest first. A position whose last close has no answer yet is left for the next look.</summary>
    private List<Close> Plan(IReadOnlyList<VenuePosition> positions)
    {
        var (now, attempt) = (time.GetUtcNow(), _record.LastAttempt);
        var closes = new List<Close>();
        foreach (var position in positions.Where(p => !_onTheirWay.ContainsKey((p.Symbol, p.PositionSide))).OrderByDescending(p => p.Notional.Value))
        {
            foreach (var chunk in ChunksOf(position))
            {
                var intent = IntentFor(position, chunk, ++attempt);
                var receipt = Ledger.AskClose(position, desk.IsTraded(position) ? OrderOwner.Ours : OrderOwner.Stranger, now);
                Ledger.Named(receipt, intent.ClientOrderId.Value);
                closes.Add(new Close(position, chunk, receipt, Ledger, intent));
            }
        }

        return closes;
    }

    private IReadOnlyList<Quantity> ChunksOf(VenuePosition position) => ClosePlan.For(position.Quantity, symbols.Find(position.Symbol)?.Instrument).Chunks;

    /// <summary>A position that the venue would not reduce and that is still there: open orders cover it, so they go first.</summary>
    private async Task UncoverAsync(List<Close> closes, IReadOnlyList<VenueOrder> conditional)
    {
        var covered = closes.Select(c => c.Position).Where(p => _covered.Contains(LegOf(p))).Select(p => p.Symbol).Distinct().ToArray();
        _covered.Clear();
        await CancelConditionalsAsync(covered, conditional);
    }

    private static (Symbol, PositionSide, Direction) LegOf(VenuePosition position) => (position.Symbol, position.PositionSide, position.Direction);

    private async Task CloseAsync(Close close)
    {
        var leg = (close.Position.Symbol, close.Position.PositionSide);
        _onTheirWay[leg] = _onTheirWay.GetValueOrDefault(leg) + 1;
        try
        {
            while (executor.WaitForClose is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time);
            }

            NoteFirstOrder();
            close.Ledger.Sent(close.Receipt, time.GetUtcNow());
            Judge(close, await executor.SubmitEmergencyCloseAsync(close.Intent with { CreatedAtUtc = time.GetUtcNow() }, _record.Latch.EmergencyId));
        }
        finally
        {
            if (--_onTheirWay[leg] == 0)
            {
                _onTheirWay.Remove(leg);
            }
        }
    }

    private void Judge(Close close, ExecutionResult result)
    {
        if (result is ExecutionResult.Rejected { VenueCode: VenueCodes.ReduceOnlyRejected })
        {
            _covered.Add(LegOf(close.Position));
        }

        if (result is ExecutionResult.Accepted)
        {
            close.Ledger.Answered(close.Receipt, ReceiptOutcome.Accepted, time.GetUtcNow());
            return;
        }

        log.CloseFailed(close.Position.Symbol.Value, result.ToString());
        if (close.Ledger == Ledger)
        {
            _refusal = $"{close.Position.Symbol.Value}: {result}";
            _record = _record with { Detail = _refusal };
        }

        close.Ledger.Answered(close.Receipt, result is ExecutionResult.Unknown ? ReceiptOutcome.Unknown : ReceiptOutcome.Rejected, time.GetUtcNow(), result.ToString() ?? "");
    }

    private OrderIntent IntentFor(VenuePosition position, Quantity quantity, int attempt) => new()
    {
        ClientOrderId = ClientOrderIds.ForEmergency(_record.Latch.EmergencyId, position.Symbol, position.PositionSide, attempt),
        TradeId = desk.TradeFor(position),
        Symbol = position.Symbol,
        Side = position.Direction.ExitSide(),
        Type = OrderType.Market,
        Purpose = OrderPurpose.Emergency,
        Quantity = quantity,
        ReduceOnly = true,
        PositionSide = position.PositionSide,
        ReferencePrice = position.MarkPrice,
        Leverage = position.Leverage,
        CreatedAtUtc = time.GetUtcNow(),
    };

    private TimeSpan LookPause(int look)
    {
        var pause = options.LookAgainAfter * Math.Pow(2, Math.Min(look, 10));
        return pause < LookPauseMax ? pause : LookPauseMax;
    }
}
