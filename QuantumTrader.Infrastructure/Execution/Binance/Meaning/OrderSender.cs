using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// Sends orders: market and limit orders to the regular book, stops and targets to the conditional one. Entries go out once, whatever
/// comes back; what only reduces is sent again after a certain failure that passes.
/// </summary>
internal sealed class OrderSender(IBinanceApi api, BinanceCalls calls, OrderFinder finder, InstrumentBook instruments, ILogger log)
{
    public async ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping)
    {
        if (Fault(intent) is { } fault)
        {
            return fault;
        }

        var outcome = intent.Type.IsConditional()
            ? await SubmitConditionalAsync(intent, stopping).ConfigureAwait(false)
            : await SubmitRegularAsync(RegularOf(intent), intent, stopping).ConfigureAwait(false);
        return outcome is SubmitOutcome.Rejected { VenueCode: BinanceCodes.BestPriceTooFar } && intent.Type == OrderType.Market && VenueWords.Reduces(intent)
            ? await CloseAtTheBandAsync(intent, outcome, stopping).ConfigureAwait(false)
            : outcome;
    }

    private static SubmitOutcome.Rejected? Fault(OrderIntent intent) => intent switch
    {
        { Type: OrderType.Limit, LimitPrice: null } => Missing("price"),
        { TriggerPrice: null } when intent.Type.IsConditional() => Missing("triggerPrice"),
        _ => null,
    };

    private async ValueTask<SubmitOutcome> SubmitRegularAsync(NewOrderRequest order, OrderIntent intent, CancellationToken stopping)
    {
        var answer = await SendAsync(intent, () => api.PlaceOrderAsync(order, stopping), stopping).ConfigureAwait(false);
        return answer.TryGet(out var placed) ? new SubmitOutcome.Accepted(placed.OrderId) : await OutcomeOfAsync(answer, intent, stopping).ConfigureAwait(false);
    }

    private async ValueTask<SubmitOutcome> SubmitConditionalAsync(OrderIntent intent, CancellationToken stopping)
    {
        var order = ConditionalOf(intent);
        var answer = await SendAsync(intent, () => api.PlaceAlgoOrderAsync(order, stopping), stopping).ConfigureAwait(false);
        return !answer.TryGet(out var placed) ? await OutcomeOfAsync(answer, intent, stopping).ConfigureAwait(false)
            : placed.AlgoStatus == "REJECTED" ? new SubmitOutcome.Rejected(0, "The venue took the conditional order and rejected it at once.")
            : new SubmitOutcome.Accepted(placed.AlgoId);
    }

    private ValueTask<BinanceAnswer<T>> SendAsync<T>(OrderIntent intent, Func<ValueTask<BinanceAnswer<T>>> send, CancellationToken stopping) =>
        VenueWords.Reduces(intent) ? calls.ChangeAsync(send, stopping) : BinanceCalls.OnceAsync(send, stopping);

    private async ValueTask<SubmitOutcome> OutcomeOfAsync<T>(BinanceAnswer<T> answer, OrderIntent intent, CancellationToken stopping)
    {
        if (answer is not BinanceAnswer<T>.Refused refused)
        {
            return new SubmitOutcome.Unknown(answer.Failure);
        }

        if (BinanceCodes.SpeaksOfRules(refused.Code))
        {
            log.RulesOld(intent.Symbol.Value, refused.Code);
            instruments.Forget();
        }

        switch (BinanceCodes.ReactionTo(refused.Code, isChange: true))
        {
            case Reaction.Ask when refused is { WasNotSent: false, Code: BinanceCodes.DuplicateClientId }:
                return await AdoptFirstAsync(intent, refused.Text, stopping).ConfigureAwait(false);
            case Reaction.Ask when !refused.WasNotSent:
                return new SubmitOutcome.Unknown(answer.Failure);
            case Reaction.Resync when !refused.WasNotSent:
                await calls.ResyncAsync(stopping).ConfigureAwait(false);
                break;
        }

        return new SubmitOutcome.Rejected(refused.Code, refused.Text);
    }

    /// <summary>The id is in use: an earlier attempt arrived. It is this order if it says the same.</summary>
    private async ValueTask<SubmitOutcome> AdoptFirstAsync(OrderIntent intent, string text, CancellationToken stopping)
    {
        var found = await finder.FindInTimeAsync(intent.Symbol, intent.ClientOrderId, stopping).ConfigureAwait(false);
        return found switch
        {
            { Order: { } order } when order.Side == intent.Side && order.Quantity == intent.Quantity => new SubmitOutcome.Accepted(order.VenueOrderId),
            { Order: not null } => new SubmitOutcome.Rejected(BinanceCodes.DuplicateClientId, text),
            _ => new SubmitOutcome.Unknown(found.Failure ?? "The id is in use, but the venue does not show the order."),
        };
    }

    /// <summary>The book is too thin for a market order: as far as the venue lets a price go, at once or not at all.</summary>
    private async ValueTask<SubmitOutcome> CloseAtTheBandAsync(OrderIntent intent, SubmitOutcome refused, CancellationToken stopping)
    {
        if (await MarkAsync(intent.Symbol, stopping).ConfigureAwait(false) is not (> 0m and var mark) || BandPrice(intent, mark) is not { } price)
        {
            return refused;
        }

        log.BookThin(intent.Symbol.Value, price);
        var order = RegularOf(intent) with { Type = VenueWords.Of(OrderType.Limit), Price = price, TimeInForce = "IOC" };
        return await SubmitRegularAsync(order, intent, stopping).ConfigureAwait(false);
    }

    /// <summary>Null when the venue does not tell it in time.</summary>
    private async ValueTask<decimal?> MarkAsync(Symbol symbol, CancellationToken stopping)
    {
        try
        {
            var answer = await calls.ReadAsync(() => api.GetPremiumIndexAsync(symbol, stopping), stopping).ConfigureAwait(false);
            return answer.TryGet(out var marks) && marks is [var mark] ? mark.MarkPrice : null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private decimal? BandPrice(OrderIntent intent, decimal mark)
    {
        if (instruments.Find(intent.Symbol) is not { } rules)
        {
            return null;
        }

        return intent.Side == OrderSide.Buy
            ? rules.BandUp is > 0m and var up ? new Price(mark * up).FloorToTick(rules.Instrument.TickSize).Value : null
            : rules.BandDown is > 0m and var down ? new Price(mark * down).CeilingToTick(rules.Instrument.TickSize).Value : null;
    }

    private static NewOrderRequest RegularOf(OrderIntent intent) => new()
    {
        Symbol = intent.Symbol,
        Side = VenueWords.Of(intent.Side),
        PositionSide = VenueWords.Of(intent.PositionSide),
        Type = VenueWords.Of(intent.Type),
        Quantity = intent.Quantity.Value,
        Price = intent.LimitPrice?.Value,
        TimeInForce = intent.Type == OrderType.Limit ? "GTC" : null,
        ReduceOnly = ReduceOnlyOf(intent),
        ClientOrderId = intent.ClientOrderId,
        Timing = TimingOf(intent),
        Reduces = VenueWords.Reduces(intent),
    };

    private static NewAlgoOrderRequest ConditionalOf(OrderIntent intent) => new()
    {
        Symbol = intent.Symbol,
        Side = VenueWords.Of(intent.Side),
        PositionSide = VenueWords.Of(intent.PositionSide),
        Type = VenueWords.Of(intent.Type),
        Quantity = intent.Quantity.Value,
        TriggerPrice = intent.TriggerPrice!.Value.Value,
        WorkingType = VenueWords.WorkingType,
        ReduceOnly = ReduceOnlyOf(intent),
        ClientAlgoId = intent.ClientOrderId,
        Timing = TimingOf(intent),
        Reduces = VenueWords.Reduces(intent),
    };

    /// <summary>In hedge mode the leg bounds the order and the venue refuses the parameter.</summary>
    private static bool? ReduceOnlyOf(OrderIntent intent) => intent.PositionSide == PositionSide.Both && intent.ReduceOnly ? true : null;

    /// <summary>The moment before the lease was looked at, so that what a stopped process sends later is refused.</summary>
    private static RequestTiming? TimingOf(OrderIntent intent) =>
        intent.SentAtUtc is { } sent && intent.ReceiveWindow is { } window ? new RequestTiming(sent, window) : null;

    private static SubmitOutcome.Rejected Missing(string parameter) => new(-1102, $"Mandatory parameter '{parameter}' was not sent, was empty/null, or malformed.");
}
