using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Execution;

/// <summary>
/// Before the first order after a start: takes the venue's word for the account, tells the journal the fills that it missed,
/// and asks what became of every order that was on its way. It repeats until the venue answers; nothing trades meanwhile.
/// </summary>
public sealed class StartReconciler(
    IExchangeReader reader,
    AccountLedger ledger,
    TradeBook book,
    VenueUpdates updates,
    UnknownOrders unknown,
    IEventBus bus,
    TimeProvider time,
    IIdSource ids,
    ILogger<StartReconciler> log)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    public async Task RunUntilAgreedAsync()
    {
        while (await TryAsync() is { } failure)
        {
            log.ReconcileFailed(failure);
            await Task.Delay(Retry, time);
        }
    }

    /// <summary>While running: the venue wins over the ledger. Null, or what differed.</summary>
    public async Task<string?> CompareAsync()
    {
        var fillsBefore = ledger.LastFillId;
        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account })
        {
            return null; // Unreadable is not different; the age of the last reading shows it.
        }

        if (fillsBefore != ledger.LastFillId || Difference(account) is not { } difference)
        {
            return null; // A fill came in between: the next comparison tells.
        }

        log.LedgerCorrected(difference);
        ledger.Adopt(account, ledger.LastFillId);
        return difference;
    }

    private string? Difference(AccountSnapshot account)
    {
        if (account.WalletBalance != ledger.Wallet)
        {
            return $"wallet {ledger.Wallet} against {account.WalletBalance}";
        }

        foreach (var leg in ledger.Legs)
        {
            var there = account.Positions.FirstOrDefault(p => p.Symbol == leg.Symbol && p.PositionSide == leg.Side);
            var signed = there is null ? 0m : there.Direction.Sign() * there.Quantity.Value;
            if (signed != leg.SignedQuantity)
            {
                return $"{leg.Symbol.Value} {leg.SignedQuantity} against {signed}";
            }
        }

        return account.Positions.FirstOrDefault(p => ledger.Find(p.Symbol, p.PositionSide) is null) is { } unseen
            ? $"{unseen.Symbol.Value} 0 against {unseen.Quantity}"
            : null;
    }

    /// <summary>Null when everything is agreed; else what failed.</summary>
    private async Task<string?> TryAsync()
    {
        if (await CatchUpFillsAsync() is { } fillsFailure)
        {
            return fillsFailure;
        }

        var account = await reader.GetAccountAsync(CancellationToken.None);
        if (!account.IsOk)
        {
            return account.Failure;
        }

        ledger.Adopt(account.Value, ledger.LastFillId);
        foreach (var trade in book.Open.Concat(book.Leftovers).ToArray())
        {
            if (await SettleAsync(trade) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>
    /// The last fill of the trades that were over before the oldest open one was planned: a journal that failed for a while
    /// may have missed any fill after that, and not only the last ones.
    /// </summary>
    private long FillsAreKnownUpTo()
    {
        var since = book.Open.Select(t => t.PlannedAtUtc).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return book.Recent.Where(t => t.ClosedAtUtc < since).Select(t => t.LastFillId).DefaultIfEmpty(0).Max();
    }

    private async Task<string?> CatchUpFillsAsync()
    {
        var known = book.Open.Concat(book.Recent).SelectMany(t => t.FillIds).ToHashSet();
        for (var after = FillsAreKnownUpTo(); ;)
        {
            var read = await reader.GetFillsAsync(after, CancellationToken.None);
            if (!read.IsOk)
            {
                return read.Failure;
            }

            foreach (var fill in read.Value)
            {
                after = fill.FillId;
                if (known.Add(fill.FillId))
                {
                    updates.OnFill(fill);
                }
            }

            if (read.Value.Count == 0)
            {
                ledger.SeenFillsUpTo(after);
                return null;
            }
        }
    }

    /// <summary>Asks for each of a trade's orders; what the venue has ended is told to the journal.</summary>
    private async Task<string?> SettleAsync(TradeState trade)
    {
        foreach (var order in trade.Orders)
        {
            var read = await reader.FindOrderAsync(trade.Symbol, order.ClientOrderId, CancellationToken.None);
            if (!read.IsOk)
            {
                return read.Failure;
            }

            if (order.Stage != TradeOrderStage.Working)
            {
                if (!await unknown.SettleNowAsync(trade.TradeId, trade.Symbol, order.ClientOrderId, order.Purpose))
                {
                    return $"the venue did not say what became of {order.ClientOrderId.Value}";
                }
            }
            else if (EndReason(read.Value) is { } reason)
            {
                await PublishEndedAsync(trade, order, reason);
            }
        }

        // Planned and never sent: the process died in between, and an entry is never sent late.
        if (trade.Phase == TradePhase.Planned)
        {
            await bus.PublishAsync(new OrderEnded(ids.Next(), time.GetUtcNow(), trade.TradeId)
            {
                Symbol = trade.Symbol,
                ClientOrderId = ClientOrderIds.ForTrade(trade.TradeId, OrderPurpose.Entry, 0),
                Purpose = OrderPurpose.Entry,
                Reason = "DROPPED",
            });
        }

        return null;
    }

    private async Task PublishEndedAsync(TradeState trade, TradeOrder order, string reason) =>
        await bus.PublishAsync(new OrderEnded(ids.Next(), time.GetUtcNow(), trade.TradeId)
        {
            Symbol = trade.Symbol,
            ClientOrderId = order.ClientOrderId,
            Purpose = order.Purpose,
            Reason = reason,
        });

    private static string? EndReason(OrderLookup lookup) => lookup switch
    {
        OrderLookup.NotFound => "NOT_PLACED",
        OrderLookup.Found { Order.Status: VenueOrderStatus.Canceled } => "CANCELED",
        OrderLookup.Found { Order.Status: VenueOrderStatus.Expired } => "EXPIRED",
        OrderLookup.Found { Order.Status: VenueOrderStatus.Rejected } => "REJECTED",
        _ => null,
    };
}
