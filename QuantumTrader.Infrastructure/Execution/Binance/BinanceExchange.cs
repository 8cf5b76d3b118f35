using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;
using FundingIncome = QuantumTrader.Infrastructure.Execution.Binance.Streams.FundingIncome;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// The Binance USDⓈ-M venue behind the door that the paper exchange has too: what its answers mean. It keeps nothing of the account;
/// whatever is asked is asked there. Safe from any thread; continuations do not return to the caller's scheduler before its own await.
/// </summary>
public sealed class BinanceExchange : IExchange, IDisposable
{
    private readonly IBinanceApi _api;
    private readonly string _asset;
    private readonly TimeProvider _time;
    private readonly TimeSpan _sendMax;
    private readonly BinanceCalls _calls;
    private readonly InstrumentBook _instruments;
    private readonly TransferSum _transfers;
    private readonly AccountReader _account;
    private readonly OrderFinder _finder;
    private readonly OrderCanceler _canceler;
    private readonly OrderSender _sender;
    private readonly AccountFills _fills;

    /// <param name="api">The transport. Not owned.</param>
    /// <param name="options">Checked.</param>
    /// <param name="clock">Measures the venue's clock.</param>
    /// <param name="links">Shared with the stream, which hears first of what triggered.</param>
    /// <param name="time">Of waits and ages.</param>
    /// <param name="traded">The symbols that are traded here.</param>
    /// <param name="budget">Is told the venue's limits; null when the transport keeps none.</param>
    /// <param name="log">Null logs nothing.</param>
    public BinanceExchange(
        IBinanceApi api, BinanceOptions options, ClockSync clock, AlgoOrigins links, TimeProvider time, IReadOnlyList<Symbol> traded, RequestBudget? budget = null, ILogger<BinanceExchange>? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        ILogger logger = log ?? NullLogger<BinanceExchange>.Instance;
        (_api, _asset, Links, _time, _sendMax) = (api, options.SettlementAsset, links, time, options.SendMax);
        _calls = new(clock, time, options.OrderTimeout / 2, logger);
        _instruments = new(api, _calls, options, time, limits => budget?.AdoptLimits(limits), logger);
        _transfers = new(api, _calls, clock.Clock, options, time, logger);
        _account = new(api, _calls, _transfers, clock.Clock, options, traded);
        _finder = new(api, _calls, links);
        _canceler = new(api, _calls, _finder, time);
        _sender = new(api, _calls, _finder, _instruments, logger);
        Fees = new(MarkAsync, options.SettlementAsset, options.FeeRateAssumed, time);
        _fills = new(api, _calls, new(api, _calls, links, Fees, logger), clock.Clock, traded);
    }

    public AlgoOrigins Links { get; }

    /// <summary>Shared with the stream, which tells fees too.</summary>
    public FeeWorth Fees { get; }

    /// <summary>Transfers are counted from here on, in the next reading of the account; an earlier process may have counted up to there.</summary>
    public void CountTransfersFrom(DateTimeOffset sinceUtc) => _transfers.CountFrom(sinceUtc);

    /// <summary>Null before the first reading of the instruments, and for symbols that the venue does not have.</summary>
    public SymbolRules? RulesOf(Symbol symbol) => _instruments.Find(symbol);

    public ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping)
    {
        _fills.NoteSent(intent.Symbol);
        return InTimeAsync(until => _sender.SubmitAsync(intent, until), stopping);
    }

    public ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        InTimeAsync(until => _canceler.CancelAsync(symbol, id, until), stopping);

    public ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping) =>
        InTimeAsync(until => _canceler.CancelAllAsync(symbol, until), stopping);

    public ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping) =>
        InTimeAsync(until => _canceler.CancelAllConditionalAsync(symbol, until), stopping);

    /// <summary>Accepted with order id 0, and only when the venue's answer names the very leverage and its settings, read afterwards, do too.</summary>
    public ValueTask<SubmitOutcome> SetLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping) =>
        leverage.IsValid && leverage.Value == decimal.Truncate(leverage.Value)
            ? InTimeAsync(until => SendLeverageAsync(symbol, leverage, until), stopping)
            : new(new SubmitOutcome.Rejected(BinanceCodes.InvalidLeverage, $"Leverage {leverage} is not valid."));

    private async ValueTask<SubmitOutcome> SendLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping)
    {
        var answer = await _calls.ChangeAsync(() => _api.SetLeverageAsync(symbol, (int)leverage.Value, stopping), stopping).ConfigureAwait(false);
        return answer switch
        {
            BinanceAnswer<BinanceLeverage>.Ok { Value: var set } when set.Leverage == leverage.Value && set.Symbol == symbol.Value => await VerifyAsync(symbol, leverage, stopping).ConfigureAwait(false),
            BinanceAnswer<BinanceLeverage>.Ok { Value: var set } => new SubmitOutcome.Unknown($"Leverage {leverage} was asked for {symbol}; the venue confirmed {new Leverage(set.Leverage)} for {Http.WireText.Clean(set.Symbol)}."),
            BinanceAnswer<BinanceLeverage>.Refused refused => new SubmitOutcome.Rejected(refused.Code, refused.Text),
            _ => new SubmitOutcome.Unknown(answer.Failure),
        };
    }

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) => _instruments.GetAsync(stopping);

    public ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping) => _account.ReadAsync(stopping);

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping)
    {
        var answer = await _calls.ReadAsync(() => _api.GetOpenOrdersAsync(null, stopping), stopping).ConfigureAwait(false);
        return OrdersOf(answer, o => o.Symbol, (o, symbol) => OrderMapping.Regular(o, symbol, Links.TryFind(o.OrderId, out var link) ? link : null));
    }

    public async ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping)
    {
        var answer = await _calls.ReadAsync(() => _api.GetOpenAlgoOrdersAsync(null, stopping), stopping).ConfigureAwait(false);
        return OrdersOf(answer, o => o.Symbol, (o, symbol) =>
        {
            Links.Note(o);
            return OrderMapping.Conditional(o, symbol, actual: null);
        });
    }

    public async ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        var found = await _finder.FindAsync(symbol, id, stopping).ConfigureAwait(false);
        return found switch
        {
            { Failure: { } why } => ExchangeRead<OrderLookup>.Failed(why),
            { Order: { } order } => ExchangeRead<OrderLookup>.Ok(new OrderLookup.Found(order)),
            _ => ExchangeRead<OrderLookup>.Ok(new OrderLookup.NotFound()),
        };
    }

    /// <summary>Of the whole account; nothing older than a week is asked for.</summary>
    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) => _fills.ReadAsync(afterFillId, null, stopping);

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, IReadOnlySet<Symbol> symbols, CancellationToken stopping) => _fills.ReadAsync(afterFillId, symbols, stopping);

    /// <summary>Of the whole account, from an instant on; an entry without a symbol that has a name here is left out.</summary>
    public async ValueTask<ExchangeRead<IReadOnlyList<FundingIncome>>> GetFundingsAsync(DateTimeOffset sinceUtc, CancellationToken stopping)
    {
        var query = new IncomeQuery("FUNDING_FEE", StartUtc: sinceUtc);
        var answer = await _calls.ReadAsync(() => _api.GetIncomeAsync(query, stopping), stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var page))
        {
            return ExchangeRead<IReadOnlyList<FundingIncome>>.Failed($"The fundings could not be read: {answer.Failure}");
        }

        List<FundingIncome> fundings = [];
        foreach (var income in page.Where(i => i.IncomeType == "FUNDING_FEE" && i.Asset == _asset))
        {
            if (Symbol.TryCreate(income.Symbol, out var symbol))
            {
                fundings.Add(new(symbol, new(income.Income), VenueWords.Utc(income.Time), income.TranId));
            }
        }

        return ExchangeRead<IReadOnlyList<FundingIncome>>.Ok(fundings);
    }

    public void Dispose() => _transfers.Dispose();

    private async ValueTask<decimal?> MarkAsync(Symbol symbol, CancellationToken stopping) =>
        (await _api.GetPremiumIndexAsync(symbol, stopping).ConfigureAwait(false)).TryGet(out var told) ? told.FirstOrDefault(p => p.Symbol == symbol.Value)?.MarkPrice : null;

    private async ValueTask<SubmitOutcome> VerifyAsync(Symbol symbol, Leverage leverage, CancellationToken stopping)
    {
        var answer = await _calls.ReadAsync(() => _api.GetSymbolConfigAsync(symbol, stopping), stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var configs))
        {
            return new SubmitOutcome.Unknown($"Leverage {leverage} was set for {symbol} and could not be read back: {answer.Failure}");
        }

        return configs.FirstOrDefault(c => c.Symbol == symbol.Value) is { } config && config.Leverage == leverage.Value
            ? new SubmitOutcome.Accepted(0)
            : new SubmitOutcome.Unknown($"The venue confirmed leverage {leverage} for {symbol} and shows {(configs.FirstOrDefault(c => c.Symbol == symbol.Value) is { } other ? new Leverage(other.Leverage) : "none")}.");
    }

    /// <summary>
    /// Whoever asked waits <see cref="BinanceOptions.AnswerMax"/>: what has not been sent so long before that an answer can still come is not
    /// sent any more, and the outcome says so. Without this a close that waits for its turn would be called lost, and be sent after that.
    /// </summary>
    private async ValueTask<T> InTimeAsync<T>(Func<CancellationToken, ValueTask<T>> act, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        using var until = new CancellationTokenSource(_sendMax, _time);
        using var link = stopping.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), until);
        return await act(until.Token).ConfigureAwait(false);
    }

    /// <summary>An order that cannot be named here fails the reading: left out, it would look as if there were none.</summary>
    private static ExchangeRead<IReadOnlyList<VenueOrder>> OrdersOf<T>(BinanceAnswer<IReadOnlyList<T>> answer, Func<T, string> name, Func<T, Symbol, VenueOrder> map)
    {
        if (!answer.TryGet(out var orders))
        {
            return ExchangeRead<IReadOnlyList<VenueOrder>>.Failed($"The open orders could not be read: {answer.Failure}");
        }

        List<VenueOrder> mapped = new(orders.Count);
        foreach (var order in orders)
        {
            if (!Symbol.TryCreate(name(order), out var symbol))
            {
                return ExchangeRead<IReadOnlyList<VenueOrder>>.Failed($"There is an order in {Http.WireText.Clean(name(order))}, which cannot be traded here; cancel it by hand.");
            }

            mapped.Add(map(order, symbol));
        }

        return ExchangeRead<IReadOnlyList<VenueOrder>>.Ok(mapped);
    }
}
