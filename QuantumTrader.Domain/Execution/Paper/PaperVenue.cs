using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>
/// A futures venue in memory: orders, matching, cross margin, funding, liquidation. Pure and synchronous; the same settings,
/// seed and calls give the same account to the last digit. Regular and conditional orders have lists of their own; a conditional
/// order that triggers keeps its ids and becomes a market order. Drain <see cref="TryTakeUpdate"/> after every call.
/// </summary>
public sealed class PaperVenue
{
    /// <summary>What the client id of every order begins with that the venue itself makes to take a position away.</summary>
    public const string LiquidationPrefix = "autoclose-";

    private readonly PaperLedger _ledger;
    private readonly PaperMatcher _matcher;
    private readonly PaperQuietBand _quiet;

    /// <summary>A new account with the settings' starting balance.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range, or a symbol comes twice.</exception>
    public PaperVenue(PaperSettings settings, IReadOnlyList<Instrument> instruments, ulong seed)
        : this(Checked(settings), instruments, seed, 0)
    {
    }

    /// <summary>The account goes on where <paramref name="state"/> was exported.</summary>
    /// <exception cref="PaperStateException">The state does not fit the settings or the instruments.</exception>
    public PaperVenue(PaperSettings settings, IReadOnlyList<Instrument> instruments, PaperAccountState state)
        : this(Checked(settings), instruments, state.Seed, state.Draws) => PaperStateMapper.Restore(_ledger, state);

    private PaperVenue(PaperSettings settings, IReadOnlyList<Instrument> instruments, ulong seed, ulong draws)
    {
        Instruments = [.. instruments.Select(Checked)];
        _ledger = new(settings, instruments, seed, draws);
        _matcher = new(_ledger);
        _quiet = new(_ledger);
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public bool HasUpdates => _ledger.Updates.Count > 0;

    /// <summary>Grows whenever something changed that <see cref="Export"/> must keep; bars that only move the mark do not count.</summary>
    public long Version => _ledger.Version;

    /// <summary>Bars that came twice, from before the symbol's position or orders, or without a valid price; they change nothing.</summary>
    public long BarsIgnored { get; private set; }

    public bool HasPosition => Array.Exists(_ledger.Books, b => b.HasPosition);

    /// <summary>The next thing to tell, in the venue's order.</summary>
    public bool TryTakeUpdate([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ExchangeUpdate? update) =>
        _ledger.Updates.TryDequeue(out update);

    /// <summary>Lets the market move. The bar must lie after the symbol's last one; allocates nothing unless something happens.</summary>
    /// <exception cref="ArgumentException">The symbol has no instrument here.</exception>
    public void OnBar(in MarketBar bar, DateTimeOffset nowUtc)
    {
        var book = _ledger.Find(bar.Symbol) ?? throw UnknownSymbol(bar.Symbol);
        var candle = bar.Candle;
        var closeTicks = candle.OpenTimeUtc.UtcTicks + candle.Interval.Ticks;
        if (book.IsBusy ? !IsSoundAfter(book, candle, closeTicks) : !candle.Close.IsValid)
        {
            BarsIgnored++;
            return;
        }

        if (book.IsBusy && !IsQuiet(book, candle, closeTicks)) _matcher.Walk(book, candle, nowUtc);
        book.Mark = candle.Close.Value;
        book.LastCloseTicks = closeTicks;
    }

    public SubmitOutcome Submit(in OrderIntent intent, DateTimeOffset nowUtc)
    {
        if (PaperArrival.Refusal(intent, nowUtc) is { } late) return late;
        if (PaperAdmission.Refusal(_ledger, intent, out var book) is { } refusal) return refusal;
        var order = new PaperOrder
        {
            Id = _ledger.NextOrderId++,
            ClientOrderId = intent.ClientOrderId.Value,
            Symbol = intent.Symbol,
            Side = intent.Side,
            Type = intent.Type,
            PositionSide = intent.PositionSide,
            LimitPrice = intent.LimitPrice?.Value,
            TriggerPrice = intent.TriggerPrice?.Value,
            Reduces = PaperAdmission.Reduces(intent),
            Quantity = intent.Quantity.Value,
        };
        _ledger.Open(book!, order, nowUtc);
        _matcher.ExecuteOnArrival(book!, order, nowUtc);
        return new SubmitOutcome.Accepted(order.Id);
    }

    public CancelOutcome Cancel(Symbol symbol, ClientOrderId id, DateTimeOffset nowUtc)
    {
        if (_ledger.Find(symbol) is not { } book
            || !_ledger.OpenById.TryGetValue(id.Value, out var order)
            || order.Symbol != symbol) return new CancelOutcome.NotOpen();
        _ledger.Finish(book, order, VenueOrderStatus.Canceled, nowUtc);
        return new CancelOutcome.Canceled(1);
    }

    /// <summary>All regular orders of a symbol, also the rest of a triggered one.</summary>
    public CancelOutcome CancelAll(Symbol symbol, DateTimeOffset nowUtc) => CancelAll(symbol, static b => b.Orders, nowUtc);

    public CancelOutcome CancelAllConditional(Symbol symbol, DateTimeOffset nowUtc) => CancelAll(symbol, static b => b.Conditionals, nowUtc);

    /// <summary>Accepted with order id 0. Whole numbers from 1 to the symbol's maximum, and only when the margin allows it.</summary>
    public SubmitOutcome SetLeverage(Symbol symbol, Leverage leverage)
    {
        if (_ledger.Find(symbol) is not { } book) return PaperRefusals.InvalidSymbol;
        if (!leverage.IsValid || leverage > book.Instrument.LeverageMax || leverage.Value != decimal.Truncate(leverage.Value))
        {
            return PaperRefusals.Leverage(leverage.Value);
        }

        var before = book.Leverage;
        book.Leverage = leverage.Value;
        if (leverage.Value < before && book.IsBusy && PaperMargin.Available(_ledger) < 0m)
        {
            book.Leverage = before;
            return PaperRefusals.LeverageTooSmall;
        }

        if (leverage.Value != before) _ledger.Changed(book);
        return new SubmitOutcome.Accepted(0);
    }

    /// <summary>A deposit, or a withdrawal when negative. No more can be taken out than is available.</summary>
    public SubmitOutcome Transfer(Usd amount, DateTimeOffset nowUtc)
    {
        if (amount.Value < 0m && -amount.Value > PaperMargin.Available(_ledger)) return PaperRefusals.Balance;
        _ledger.Transfer(amount.Value, nowUtc);
        return new SubmitOutcome.Accepted(0);
    }

    public AccountSnapshot Account(DateTimeOffset nowUtc) => PaperReports.Account(_ledger, nowUtc);

    public IReadOnlyList<VenueOrder> OpenOrders() => PaperReports.Orders(_ledger, static b => b.Orders);

    public IReadOnlyList<VenueOrder> OpenConditionalOrders() => PaperReports.Orders(_ledger, static b => b.Conditionals);

    /// <summary>Open orders, then remembered finished ones; of several with one id the last.</summary>
    public OrderLookup FindOrder(Symbol symbol, ClientOrderId id)
    {
        var order = _ledger.OpenById.TryGetValue(id.Value, out var open) && open.Symbol == symbol
            ? open.ToVenueOrder()
            : _ledger.History.Find(symbol, id.Value);
        return order is null ? new OrderLookup.NotFound() : new OrderLookup.Found(order);
    }

    /// <summary>Remembered fills above an id, oldest first, at most 1,000.</summary>
    public IReadOnlyList<VenueFill> FillsAfter(long fillId) => _ledger.History.FillsAfter(fillId);

    /// <summary>The whole account, immutable. Updates that were not yet taken are not in it.</summary>
    public PaperAccountState Export() => PaperStateMapper.Export(_ledger);

    private bool IsQuiet(PaperBook book, in Candle candle, long closeTicks)
    {
        if (book.QuietVersion != _ledger.Version) _quiet.Renew(book);
        return candle.Low.Value > book.QuietAbove
            && candle.High.Value < book.QuietBelow
            && PaperMatcher.FundingsBetween(book.LastCloseTicks, closeTicks) == 0;
    }

    private static bool IsSoundAfter(PaperBook book, in Candle candle, long closeTicks) =>
        closeTicks > book.LastCloseTicks
        && candle.Low.IsValid
        && candle.Open >= candle.Low && candle.Open <= candle.High
        && candle.Close >= candle.Low && candle.Close <= candle.High;

    private CancelOutcome CancelAll(Symbol symbol, Func<PaperBook, List<PaperOrder>> pick, DateTimeOffset nowUtc)
    {
        if (_ledger.Find(symbol) is not { } book) return new CancelOutcome.NotOpen();
        PaperOrder[] orders = [.. pick(book)];
        foreach (var order in orders) _ledger.Finish(book, order, VenueOrderStatus.Canceled, nowUtc);
        return new CancelOutcome.Canceled(orders.Length);
    }

    private static PaperSettings Checked(PaperSettings settings) =>
        settings.Problems() is { Count: > 0 } problems ? throw new ArgumentException(string.Join(' ', problems), nameof(settings)) : settings;

    private static Instrument Checked(Instrument instrument) =>
        instrument.LeverageMax.IsValid && instrument.StepSize >= 0m && instrument.TickSize >= 0m
            ? instrument
            : throw new ArgumentException($"{instrument.Symbol}: LeverageMax must be from 1 to 125, StepSize and TickSize not negative.", nameof(instrument));

    private static ArgumentException UnknownSymbol(Symbol symbol) =>
        new($"A bar of {symbol} came, but the paper venue has no instrument of that name; give it one or take the symbol out of the feed.");
}
