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
    FlatnessProof proof,
    IExchangeReader reader,
    TradeDesk desk,
    SymbolTable symbols,
    TimeProvider time,
    EmergencyOptions options,
    ILogger<EmergencyRun> log)
{
    private static readonly TimeSpan LookPauseMax = TimeSpan.FromSeconds(2);
    private readonly HashSet<(Symbol, PositionSide)> _covered = []; // bounded by the positions of one look
    private EmergencyRecord _record = null!;
    private Func<EmergencyRecord, Task> _advance = null!;
    private DateTimeOffset _beganAtUtc;
    private bool _isStuck;

    /// <param name="record">The latch with its counts so far.</param>
    /// <param name="advance">Makes each step durable; never throws.</param>
    public async Task RunAsync(EmergencyRecord record, Func<EmergencyRecord, Task> advance)
    {
        (_record, _advance, _beganAtUtc) = (record, advance, time.GetUtcNow());
        _isStuck = record.RunState == EmergencyRunState.Stuck;
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
            desk.LookAtAll();
        }
    }

    /// <summary>Null when one fresh reading says flat (dust aside); else what is still there.</summary>
    public async Task<string?> WhyNotFlatAsync() => (await proof.ReadAsync()).Objection;

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

    /// <summary>All at once: one symbol that hangs holds up none of the others.</summary>
    private async Task CancelWhatAddsRiskAsync()
    {
        var canceling = new List<Task<CancelOutcome>>();
        var regular = await reader.GetOpenOrdersAsync(CancellationToken.None);
        foreach (var symbol in regular.IsOk ? SymbolsOf(regular.Value) : symbols.All.Select(s => s.Symbol))
        {
            canceling.Add(executor.CancelAllAsync(symbol).AsTask());
        }

        if (await reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is { IsOk: true, Value: var conditional })
        {
            canceling.AddRange(conditional.Where(MayAdd).Select(o => CancelConditionalAsync(o).AsTask()));
        }

        await CountAsync(canceling);
    }

    /// <summary>An order that was placed by hand may have an id that ours cannot have; then all of its symbol's go.</summary>
    private ValueTask<CancelOutcome> CancelConditionalAsync(VenueOrder order) =>
        ClientOrderId.TryCreate(order.ClientOrderId, out var id) ? executor.CancelForEmergencyAsync(order.Symbol, id) : executor.CancelAllConditionalAsync(order.Symbol);

    /// <summary>In hedge mode the leg says whether an order can only take away; there is no reduce-only flag.</summary>
    private static bool MayAdd(VenueOrder order) => !order.ReduceOnly && order is not
        ({ PositionSide: PositionSide.Long, Side: OrderSide.Sell } or { PositionSide: PositionSide.Short, Side: OrderSide.Buy });

    private async Task CloseAllAsync()
    {
        var began = time.GetUtcNow();
        for (var look = 0; time.GetUtcNow() - began < options.ClosingMax; look++)
        {
            if (await reader.GetAccountAsync(CancellationToken.None) is { IsOk: true, Value: var account })
            {
                var closes = Plan(account.Positions);
                if (closes.Count == 0)
                {
                    return;
                }

                await CloseAsync(account.Positions.Count, closes);
            }

            await Task.Delay(LookPause(look), time);
            await CancelWhatAddsRiskAsync(); // What is left of a close that filled in part; the next look closes the rest anew.
        }
    }

    /// <summary>Largest first.</summary>
    private List<(VenuePosition Position, Quantity Quantity)> Plan(IReadOnlyList<VenuePosition> positions)
    {
        var closes = new List<(VenuePosition, Quantity)>();
        foreach (var position in positions.OrderByDescending(p => p.Notional.Value))
        {
            closes.AddRange(ClosePlan.For(position.Quantity, symbols.Find(position.Symbol)?.Instrument).Chunks.Select(chunk => (position, chunk)));
        }

        return closes;
    }

    /// <summary>The attempts are on disk before they are used, so that a resumed run never uses a client order id twice.</summary>
    private async Task CloseAsync(int positions, List<(VenuePosition Position, Quantity Quantity)> closes)
    {
        var attempt = _record.LastAttempt;
        await _advance(_record = _record with
        {
            LastAttempt = attempt + closes.Count,
            ClosesSent = _record.ClosesSent + closes.Count,
            PositionsLeft = positions,
        });
        await UncoverAsync(closes);
        await Task.WhenAll(closes.Select(c => CloseAsync(c.Position, c.Quantity, ++attempt)).ToArray());
    }

    /// <summary>A position that the venue would not reduce and that is still there: open orders cover it, so they go first.</summary>
    private async Task UncoverAsync(List<(VenuePosition Position, Quantity Quantity)> closes)
    {
        var covered = closes.Select(c => c.Position).Where(p => _covered.Contains((p.Symbol, p.PositionSide))).Select(p => p.Symbol).Distinct();
        await CountAsync([.. covered.Select(s => executor.CancelAllConditionalAsync(s).AsTask())]);
        _covered.Clear();
    }

    private async Task CloseAsync(VenuePosition position, Quantity quantity, int attempt)
    {
        var result = await executor.SubmitEmergencyCloseAsync(IntentFor(position, quantity, attempt), _record.Latch.EmergencyId);
        if (result is ExecutionResult.Rejected { VenueCode: VenueCodes.ReduceOnlyRejected })
        {
            _covered.Add((position.Symbol, position.PositionSide));
        }

        if (result is not ExecutionResult.Accepted)
        {
            log.CloseFailed(position.Symbol.Value, result.ToString());
            _record = _record with { Detail = $"{position.Symbol.Value}: {result}" };
        }
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

    private async Task CancelTheRestAsync()
    {
        await CancelWhatAddsRiskAsync();
        if (await reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account }
            || await reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var conditional })
        {
            return;
        }

        // A position that could not be closed keeps its stop: it is the only protection left.
        var flat = SymbolsOf(conditional).Where(s => !account.Positions.Any(p => p.Symbol == s && !proof.IsDust(p)));
        await CountAsync([.. flat.Select(s => executor.CancelAllConditionalAsync(s).AsTask())]);
    }

    /// <summary>Two fresh readings, some time apart, must both say flat.</summary>
    private async Task<bool> ProveAsync(int round)
    {
        var reading = await proof.ReadAsync();
        if (reading.Objection is null)
        {
            await Task.Delay(options.ProofGap, time);
            reading = await proof.ReadAsync();
        }

        if (reading.Objection is { } objection)
        {
            _record = _record with { PositionsLeft = reading.Positions, OrdersLeft = reading.Orders };
            await StuckAfterAsync(round, objection);
            return false;
        }

        var state = reading.Dust.Length == 0 ? EmergencyRunState.Flat : EmergencyRunState.FlatExceptDust;
        await _advance(_record = _record with { RunState = state, PositionsLeft = 0, OrdersLeft = 0, Detail = reading.Dust });
        log.Flat(_record.Latch.EmergencyId, state.ToString(), _record.OrdersCanceled, _record.ClosesSent);
        return true;
    }

    private async Task StuckAfterAsync(int round, string why)
    {
        _isStuck |= round >= options.RoundsBeforeStuck || time.GetUtcNow() - _beganAtUtc >= options.StuckAfter;
        if (_isStuck)
        {
            log.Stuck(_record.Latch.EmergencyId, round, why);
            await _advance(_record = _record with { RunState = EmergencyRunState.Stuck, Detail = why });
        }
    }

    /// <summary>A run that is stuck is called so until it is flat, whatever it tries meanwhile.</summary>
    private Task StepAsync(EmergencyRunState state) => _advance(_record = _record with { RunState = _isStuck ? EmergencyRunState.Stuck : state });

    private async Task CountAsync(IReadOnlyCollection<Task<CancelOutcome>> canceling)
    {
        foreach (var outcome in await Task.WhenAll(canceling))
        {
            if (outcome is CancelOutcome.Canceled canceled)
            {
                _record = _record with { OrdersCanceled = _record.OrdersCanceled + canceled.Count };
            }
        }
    }

    private TimeSpan LookPause(int look)
    {
        var pause = options.LookAgainAfter * Math.Pow(2, Math.Min(look, 10));
        return pause < LookPauseMax ? pause : LookPauseMax;
    }

    private static TimeSpan Backoff(int round) => TimeSpan.FromSeconds(Math.Min(30, 0.5 * round));

    private static IEnumerable<Symbol> SymbolsOf(IReadOnlyList<VenueOrder> orders) => orders.Select(o => o.Symbol).Distinct().Order();
}
