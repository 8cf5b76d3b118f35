namespace QuantumTrader.FakeVenue;

/// <summary>
/// The venue's one state. Everything that reads or changes it holds <see cref="Gate"/>; nothing under the gate waits.
/// </summary>
public sealed class Venue
{
    private readonly Dictionary<string, VenueMarket> _markets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VenueAccount> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VenueKey> _keys = new(StringComparer.Ordinal);

    public Venue(FakeVenueOptions options)
    {
        Options = options;
        Clock = new VenueClock(options.Time);
        Ids = new VenueIds(options.Seed);
        User = new UserEvents(this);
        Ledger = new Ledger(this);
        Orders = new OrderDesk(this);
        Algos = new AlgoDesk(this);
        Liquidation = new Liquidation(this);
        ForceOrders = new ForceOrders(this);
        Funding = new Funding(this);
        Settlement = new Settlement(this);
        Settings = new AccountSettings(this);
        foreach (var symbol in options.Symbols)
        {
            _markets.Add(symbol.Symbol, new VenueMarket(symbol, options.Depth) { AtMs = Clock.NowMs });
        }

        foreach (var key in options.Keys)
        {
            SetKey(key);
        }
    }

    /// <summary>Held by whoever touches the state.</summary>
    public Lock Gate { get; } = new();

    public FakeVenueOptions Options { get; }

    public VenueClock Clock { get; }

    public VenueIds Ids { get; }

    public OrderDesk Orders { get; }

    public AlgoDesk Algos { get; }

    public Funding Funding { get; }

    public Settlement Settlement { get; }

    public AccountSettings Settings { get; }

    internal UserEvents User { get; }

    internal Ledger Ledger { get; }

    internal Liquidation Liquidation { get; }

    internal ForceOrders ForceOrders { get; }

    /// <summary>Who is told; set once, before the first request.</summary>
    public IVenueEvents Events { get; set; } = new NoVenueEvents();

    public IReadOnlyDictionary<string, VenueMarket> Markets => _markets;

    public IReadOnlyDictionary<string, VenueAccount> Accounts => _accounts;

    /// <summary>Null for a symbol that the venue does not list.</summary>
    public VenueMarket? Market(string symbol) => _markets.GetValueOrDefault(symbol);

    /// <summary>Null for a key that the venue does not know (or no longer).</summary>
    public VenueKey? Key(string apiKey) => _keys.GetValueOrDefault(apiKey);

    /// <summary>Null for a key that the venue does not know.</summary>
    public VenueAccount? AccountOfKey(string apiKey) => Key(apiKey) is { } key ? _accounts[key.AccountId] : null;

    /// <summary>Adds a key (and its account, with the starting balance) or changes what it may do.</summary>
    public void SetKey(VenueKey key)
    {
        lock (Gate)
        {
            _keys[key.ApiKey] = key;
            if (!_accounts.ContainsKey(key.AccountId))
            {
                _accounts.Add(key.AccountId, new VenueAccount(key.AccountId, Options) { UpdateMs = Clock.NowMs });
            }
        }
    }

    /// <summary>From now on the key is unknown (-2015).</summary>
    public void RevokeKey(string apiKey)
    {
        lock (Gate)
        {
            _keys.Remove(apiKey);
        }
    }

    /// <summary>
    /// One step of the price path: marks, then resting orders that it crosses, conditional orders that it triggers,
    /// and accounts that it liquidates. Prices are positive USDT, bid below ask.
    /// </summary>
    public void OnMark(string symbol, decimal mark, decimal last, decimal bestBid, decimal bestAsk, long atMs)
    {
        lock (Gate)
        {
            if (Market(symbol) is not { } market)
            {
                return;
            }

            (market.Mark, market.Last, market.BestBid, market.BestAsk, market.AtMs) = (mark, last, bestBid, bestAsk, atMs);
            foreach (var account in _accounts.Values)
            {
                Algos.OnMark(account, market);
                Orders.OnMark(account, market);
                Liquidation.OnMark(account, symbol);
            }
        }
    }

    /// <summary>What is due by the clock: funding, countdowns, good-till dates. The host calls it ten times a second; tests may.</summary>
    public void Tick()
    {
        lock (Gate)
        {
            var now = Clock.NowMs;
            Funding.Tick(now);
            foreach (var account in _accounts.Values)
            {
                Orders.ExpireDue(account, now);
                Algos.ExpireDue(account, now);
                Settings.RunCountdowns(account, now);
            }
        }
    }

    /// <summary>Money in (positive) or out of an account from outside, USDT.</summary>
    public void Transfer(string accountId, decimal amount)
    {
        lock (Gate)
        {
            var account = _accounts[accountId];
            Ledger.Book(account, "TRANSFER", "", amount);
            User.Account(account, amount >= 0m ? "DEPOSIT" : "WITHDRAW", amount);
        }
    }
}
