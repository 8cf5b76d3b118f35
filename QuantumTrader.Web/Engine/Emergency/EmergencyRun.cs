using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// Leaves the account flat and proves it: cancel what could add exposure, close every position while its stop stays, cancel
/// what is left, read the venue twice. It never gives up and never says flat when the venue does not.
/// </summary>
public sealed class EmergencyRun(
    OrderExecutor executor,
    IExchangeReader reader,
    TradeDesk desk,
    SymbolTable symbols,
    TimeProvider time,
    EmergencyOptions options,
    ILogger<EmergencyRun> log)
{
    private const int ClosingLooksMax = 40;
    private EmergencyRecord _record = null!;
    private Func<EmergencyRecord, Task> _advance = null!;

    /// <param name="record">The latch with its counts so far.</param>
    /// <param name="advance">Makes each step durable.</param>
    public async Task RunAsync(EmergencyRecord record, Func<EmergencyRecord, Task> advance)
    {
        (_record, _advance) = (record, advance);
        desk.Pause();
        try
        {
            for (var round = 1; !await TryRoundAsync(round); round++)
            {
                await Task.Delay(Backoff(round), time);
            }
        }
        finally
        {
            desk.Resume();
        }
    }

    /// <summary>Null when one fresh reading says flat (dust aside); else what is still there.</summary>
    public async Task<string?> WhyNotFlatAsync() => (await ReadAsync()).Objection;

    private async Task<bool> TryRoundAsync(int round)
    {
        try
        {
            await StepAsync(EmergencyRunState.Cancelling);
            await CancelWhatAddsRiskAsync();
            await StepAsync(EmergencyRunState.Closing);
            await CloseAllAsync();
            await CancelTheRestAsync();
            await StepAsync(EmergencyRunState.Verifying);
            return await ProveAsync(round);
        }
#pragma warning disable CA1031 // Whatever it is, the account may not be flat: the next round tries again.
        catch (Exception e)
        {
            log.RoundFailed(round, e);
            await StuckAfterAsync(round, e.Message);
            return false;
        }
#pragma warning restore CA1031
    }

    private async Task CancelWhatAddsRiskAsync()
    {
        if (await reader.GetOpenOrdersAsync(CancellationToken.None) is { IsOk: true, Value: var regular })
        {
            foreach (var symbol in SymbolsOf(regular))
            {
                Count(await executor.CancelAllAsync(symbol));
            }
        }

        if (await reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is { IsOk: true, Value: var conditional })
        {
            foreach (var order in conditional)
            {
                if (!order.ReduceOnly && ClientOrderId.TryCreate(order.ClientOrderId, out var id))
                {
                    Count(await executor.CancelAsync(order.Symbol, id));
                }
            }
        }
    }

    private async Task CloseAllAsync()
    {
        for (var look = 0; look < ClosingLooksMax; look++)
        {
            if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account })
            {
                await Task.Delay(options.LookAgainAfter, time);
                continue;
            }

            var closing = CloseEach(account.Positions);
            if (closing.Count == 0)
            {
                return;
            }

            await Task.WhenAll(closing);
            await _advance(_record = _record with { PositionsLeft = account.Positions.Count });
            await Task.Delay(options.LookAgainAfter, time);
            await CancelWhatAddsRiskAsync(); // What is left of a close that filled in part; the next look closes the rest anew.
        }
    }

    /// <summary>Largest first; one bad symbol does not stop the others.</summary>
    private List<Task> CloseEach(IReadOnlyList<VenuePosition> positions)
    {
        var closing = new List<Task>();
        foreach (var position in positions.OrderByDescending(p => p.Notional.Value))
        {
            foreach (var chunk in ClosePlan.For(position.Quantity, symbols.Find(position.Symbol)?.Instrument).Chunks)
            {
                closing.Add(CloseAsync(position, chunk));
            }
        }

        return closing;
    }

    private async Task CloseAsync(VenuePosition position, Quantity quantity)
    {
        _record = _record with { LastAttempt = _record.LastAttempt + 1, ClosesSent = _record.ClosesSent + 1 };
        var result = await executor.SubmitEmergencyCloseAsync(IntentFor(position, quantity), _record.Latch.EmergencyId);
        if (result is ExecutionResult.Rejected { VenueCode: VenueCodes.ReduceOnlyRejected })
        {
            // Open reduce-only orders may cover the position: without them the next look can close it.
            Count(await executor.CancelAllConditionalAsync(position.Symbol));
        }

        if (result is not ExecutionResult.Accepted)
        {
            log.CloseFailed(position.Symbol.Value, result.ToString());
            _record = _record with { Detail = $"{position.Symbol.Value}: {result}" };
        }
    }

    private OrderIntent IntentFor(VenuePosition position, Quantity quantity) => new()
    {
        ClientOrderId = ClientOrderIds.ForEmergency(_record.Latch.EmergencyId, position.Symbol, position.PositionSide, _record.LastAttempt),
        TradeId = desk.TradeFor(position.Symbol),
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

    private async Task CancelTheRestAsync()
    {
        await CancelWhatAddsRiskAsync();
        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account }
            || await reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var conditional })
        {
            return;
        }

        // A position that could not be closed keeps its stop: it is the only protection left.
        foreach (var symbol in SymbolsOf(conditional).Where(s => !account.Positions.Any(p => p.Symbol == s && !IsDust(p))))
        {
            Count(await executor.CancelAllConditionalAsync(symbol));
        }
    }

    /// <summary>Two fresh readings, some time apart, must both say flat.</summary>
    private async Task<bool> ProveAsync(int round)
    {
        var first = await ReadAsync();
        if (first.Objection is null)
        {
            await Task.Delay(options.ProofGap, time);
            var second = await ReadAsync();
            if (second.Objection is null)
            {
                var state = second.Dust.Length == 0 ? EmergencyRunState.Flat : EmergencyRunState.FlatExceptDust;
                await _advance(_record = _record with { RunState = state, PositionsLeft = 0, OrdersLeft = 0, Detail = second.Dust });
                log.Flat(_record.Latch.EmergencyId, state.ToString(), _record.OrdersCanceled, _record.ClosesSent);
                return true;
            }

            first = second;
        }

        _record = _record with { PositionsLeft = first.Positions, OrdersLeft = first.Orders };
        await StuckAfterAsync(round, first.Objection!);
        return false;
    }

    private async Task StuckAfterAsync(int round, string why)
    {
        if (round >= options.RoundsBeforeStuck)
        {
            log.Stuck(_record.Latch.EmergencyId, round, why);
            await _advance(_record = _record with { RunState = EmergencyRunState.Stuck, Detail = why });
        }
    }

    private async Task<Reading> ReadAsync()
    {
        var account = await reader.GetAccountAsync(CancellationToken.None);
        var regular = await reader.GetOpenOrdersAsync(CancellationToken.None);
        var conditional = await reader.GetOpenConditionalOrdersAsync(CancellationToken.None);
        if (account.Value is null || regular.Value is null || conditional.Value is null)
        {
            return new Reading(-1, -1, $"the venue could not be read: {account.Failure ?? regular.Failure ?? conditional.Failure}", "");
        }

        if (executor.PendingCount is > 0 and var pending)
        {
            return new Reading(-1, pending, $"{pending} orders were sent before the stop and may still reach the venue", "");
        }

        var open = account.Value.Positions.Where(p => !IsDust(p)).ToArray();
        var orders = regular.Value.Count + conditional.Value.Count;
        var dust = string.Join(", ", account.Value.Positions.Where(IsDust).Select(p => $"{p.Symbol.Value} {p.Quantity}"));
        var objection = open.Length == 0 && orders == 0
            ? null
            : $"{open.Length} positions ({string.Join(", ", open.Select(p => p.Symbol.Value))}) and {orders} orders are open";
        return new Reading(open.Length, orders, objection, dust);
    }

    private bool IsDust(VenuePosition position) =>
        ClosePlan.For(position.Quantity, symbols.Find(position.Symbol)?.Instrument).Chunks.Count == 0;

    private Task StepAsync(EmergencyRunState state) => _advance(_record = _record with { RunState = state });

    private void Count(CancelOutcome outcome)
    {
        if (outcome is CancelOutcome.Canceled canceled)
        {
            _record = _record with { OrdersCanceled = _record.OrdersCanceled + canceled.Count };
        }
    }

    private static TimeSpan Backoff(int round) => TimeSpan.FromSeconds(Math.Min(30, 0.5 * round));

    private static IEnumerable<Symbol> SymbolsOf(IReadOnlyList<VenueOrder> orders) => orders.Select(o => o.Symbol).Distinct().Order();

    private readonly record struct Reading(int Positions, int Orders, string? Objection, string Dust);
}
