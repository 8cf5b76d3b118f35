namespace QuantumTrader.FakeVenue;

/// <summary>One account's books. Used only under <see cref="Venue.Gate"/>.</summary>
public sealed class VenueAccount(string id, FakeVenueOptions options)
{
    private readonly Dictionary<string, SymbolSettings> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Symbol, PositionSide Side), VenuePosition> _positions = [];
    private readonly History<VenueTrade> _trades = new();
    private readonly History<VenueIncome> _incomes = new();

    public string Id => id;

    public decimal WalletStart { get; } = options.BalanceStart;

    /// <summary>USDT, realised: start + realised profit − commissions + funding + transfers + insurance.</summary>
    public decimal Wallet { get; private set; } = options.BalanceStart;

    /// <summary>For fees.</summary>
    public decimal Bnb { get; private set; } = options.BnbStart;

    public bool HedgeMode { get; internal set; }

    public bool MultiAssets { get; internal set; }

    public bool FeeBurn { get; internal set; } = options.BnbStart > 0m;

    /// <summary>False: the venue answers -2015 to what trades.</summary>
    public bool CanTrade { get; set; } = true;

    /// <summary>The venue takes no order (-2023); cancels go through. A script sets it: its own liquidations are over at once.</summary>
    public bool InLiquidation { get; internal set; }

    /// <summary>A margin call was said and the account has not recovered since.</summary>
    public bool MarginCalled { get; internal set; }

    public long UpdateMs { get; internal set; }

    public OrderUse OrderUse { get; } = new();

    public AccountOrders Orders { get; } = new();

    public AccountAlgos Algos { get; } = new();

    /// <summary>Dead-man's switches: symbol → when its regular orders are cancelled, milliseconds.</summary>
    public Dictionary<string, long> Countdowns { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<VenuePosition> Positions => _positions.Values;

    public IReadOnlyList<VenueTrade> Trades => _trades.Items;

    public IReadOnlyList<VenueIncome> Incomes => _incomes.Items;

    public SymbolSettings Settings(string symbol)
    {
        if (!_settings.TryGetValue(symbol, out var settings))
        {
            _settings.Add(symbol, settings = new SymbolSettings { Leverage = options.LeverageStart });
        }

        return settings;
    }

    /// <summary>Flat when there was none.</summary>
    public VenuePosition Position(string symbol, PositionSide side)
    {
        if (!_positions.TryGetValue((symbol, side), out var position))
        {
            _positions.Add((symbol, side), position = new VenuePosition(symbol, side));
        }

        return position;
    }

    internal void Book(VenueTrade trade) => _trades.Add(trade);

    /// <summary>The one door to the wallets: every change of them is an income.</summary>
    internal void Book(VenueIncome income)
    {
        (Wallet, Bnb) = income.Asset == "USDT" ? (Wallet + income.Amount, Bnb) : (Wallet, Bnb + income.Amount);
        _incomes.Add(income);
    }
}
