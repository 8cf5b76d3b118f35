using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <content>What the fake venue says when it is asked.</content>
internal sealed partial class FakeExchange
{
    /// <summary>How often each question was asked.</summary>
    public Dictionary<string, int> Asked { get; } = [];

    /// <summary>Called before each answer; a test may move the market or fill an order in it.</summary>
    public Action<string>? OnAsk { get; set; }

    /// <summary>What the account's readings say that they are from; null: now.</summary>
    public DateTimeOffset? AccountAsOfUtc { get; set; }

    /// <summary>Deposits, and negative withdrawals; not in <see cref="Wallet"/> by themselves.</summary>
    public List<(DateTimeOffset AtUtc, decimal Amount)> Transfers { get; } = [];

    /// <summary>From when on they are counted.</summary>
    public DateTimeOffset TransfersFrom { get; set; } = time.GetUtcNow();

    /// <summary>Of every position; null: the venue gives none.</summary>
    public decimal? LiquidationPrice { get; set; }

    /// <summary>Of symbols that need not be held.</summary>
    public Dictionary<Symbol, Leverage> LeveragesTold { get; } = [];

    /// <summary>Newer fills are not listed yet.</summary>
    public long FillsListedUpTo { get; set; } = long.MaxValue;

    /// <summary>What the next reading tells of the wallet, falsely; null: the truth.</summary>
    public decimal? WalletToldOnce { get; set; }

    public ValueTask<ExchangeRead<IReadOnlyList<Instrument>>> GetInstrumentsAsync(CancellationToken stopping) =>
        Say<IReadOnlyList<Instrument>>("instruments", () => EngineBench.Instruments);

    public ValueTask<ExchangeRead<AccountSnapshot>> GetAccountAsync(CancellationToken stopping) => Say("account", () => new AccountSnapshot
    {
        WalletBalance = new Usd(NextWallet()),
        UnrealisedPnl = Usd.Zero,
        AvailableBalance = new Usd(Wallet),
        NetTransfers = new Usd(Transfers.Where(t => t.AtUtc >= TransfersFrom).Sum(t => t.Amount)),
        TransfersSinceUtc = TransfersFrom,
        TransfersUnread = Fails.Contains("transfers"),
        Leverages = LeveragesTold,
        Positions = [.. _held.Where(h => h.Value != 0m).Select(h => PositionOf(h.Key, h.Value))],
        AtUtc = AccountAsOfUtc ?? time.GetUtcNow(),
    });

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken stopping) =>
        Say<IReadOnlyList<VenueOrder>>("orders", () => [.. Orders.Where(o => !o.Type.IsConditional())]);

    public ValueTask<ExchangeRead<IReadOnlyList<VenueOrder>>> GetOpenConditionalOrdersAsync(CancellationToken stopping) =>
        Say<IReadOnlyList<VenueOrder>>("conditionals", () => [.. Orders.Where(o => o.Type.IsConditional())]);

    public ValueTask<ExchangeRead<OrderLookup>> FindOrderAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping) =>
        Say<OrderLookup>("find", () => Known.TryGetValue(id.Value, out var order) ? new OrderLookup.Found(order) : new OrderLookup.NotFound());

    public ValueTask<ExchangeRead<IReadOnlyList<VenueFill>>> GetFillsAsync(long afterFillId, CancellationToken stopping) =>
        Say<IReadOnlyList<VenueFill>>("fills", () => [.. Fills.Where(f => f.FillId > afterFillId && f.FillId <= FillsListedUpTo).Take(1_000)]);

    private decimal NextWallet()
    {
        var told = WalletToldOnce ?? Wallet;
        WalletToldOnce = null;
        return told;
    }

    /// <summary>The venue outlives the process that used it.</summary>
    public void TakeOver(FakeExchange old)
    {
        (Mark, Wallet) = (old.Mark, old.Wallet);
        Orders.AddRange(old.Orders);
        Fills.AddRange(old.Fills);
        foreach (var (id, order) in old.Known)
        {
            Known[id] = order;
        }

        foreach (var (symbol, signed) in old._held)
        {
            _held[symbol] = signed;
        }
    }

    private VenuePosition PositionOf(Symbol symbol, decimal signed) => new()
    {
        Symbol = symbol,
        Direction = signed > 0m ? Direction.Long : Direction.Short,
        Quantity = new Quantity(Math.Abs(signed)),
        EntryPrice = new Price(Mark),
        MarkPrice = new Price(Mark),
        UnrealisedPnl = Usd.Zero,
        Leverage = _leverages.GetValueOrDefault(symbol, Leverage.One),
        Margin = Usd.Zero,
        LiquidationPrice = LiquidationPrice is { } price ? new Price(price) : null,
    };

    private ValueTask<ExchangeRead<T>> Say<T>(string question, Func<T> answer)
        where T : class
    {
        Asked[question] = Asked.GetValueOrDefault(question) + 1;
        OnAsk?.Invoke(question);
        return Hangs.Contains(question) ? new(new TaskCompletionSource<ExchangeRead<T>>().Task)
            : ValueTask.FromResult(Fails.Contains(question) ? ExchangeRead<T>.Failed($"{question} failed") : ExchangeRead<T>.Ok(answer()));
    }
}
