namespace QuantumTrader.FakeVenue;

/// <summary>Settles funding at 00, 08 and 16 UTC of the venue's clock, or at a configured interval. Under <see cref="Venue.Gate"/>.</summary>
public sealed class Funding
{
    private readonly Venue _venue;

    public Funding(Venue venue)
    {
        _venue = venue;
        NextMs = After(venue.Clock.NowMs);
    }

    private long IntervalMs => (long)(_venue.Options.FundingInterval ?? TimeSpan.FromHours(8)).TotalMilliseconds;

    /// <summary>When the next settlement is, milliseconds.</summary>
    public long NextMs { get; private set; }

    /// <summary>Settles once when the time has come; a clock that jumped over several settles once.</summary>
    public void Tick(long nowMs)
    {
        if (nowMs >= NextMs)
        {
            foreach (var market in _venue.Markets.Values)
            {
                Settle(market.Instrument.Symbol);
            }

            NextMs = After(nowMs);
        }
        else if (NextMs - nowMs > IntervalMs)
        {
            NextMs = After(nowMs);
        }
    }

    /// <summary>Longs pay a positive rate, shorts a negative one, on the notional at the mark.</summary>
    public void Settle(string symbol)
    {
        var market = _venue.Markets[symbol];
        foreach (var account in _venue.Accounts.Values)
        {
            foreach (var position in account.Positions.Where(p => p.Symbol == symbol && p.Amount != 0m).ToList())
            {
                Pay(account, position, decimal.Round(-position.Amount * market.Mark * market.FundingRate, 8));
            }
        }
    }

    private void Pay(VenueAccount account, VenuePosition position, decimal amount)
    {
        _venue.Ledger.Book(account, "FUNDING_FEE", position.Symbol, amount);
        // A crossed position's funding moves only the balance, and the event names no position.
        if (account.Settings(position.Symbol).MarginType == MarginType.Crossed)
        {
            _venue.User.Account(account, "FUNDING_FEE", amount);
            return;
        }

        position.IsolatedWallet += amount;
        _venue.User.Account(account, "FUNDING_FEE", amount, position);
    }

    private long After(long nowMs) => nowMs - (nowMs % IntervalMs) + IntervalMs;
}
