namespace QuantumTrader.FakeVenue;

/// <summary>Settles funding at 00, 08 and 16 UTC of the venue's clock, or at a configured interval. Under <see cref="Venue.Gate"/>.</summary>
public sealed class Funding(Venue venue)
{
    private long _nextMs;

    private long IntervalMs => (long)(venue.Options.FundingInterval ?? TimeSpan.FromHours(8)).TotalMilliseconds;

    /// <summary>When the next settlement is, milliseconds.</summary>
    public long NextMs => _nextMs == 0 ? _nextMs = After(venue.Clock.NowMs) : _nextMs;

    /// <summary>Settles once when the time has come; a clock that jumped over several settles once.</summary>
    public void Tick(long nowMs)
    {
        if (nowMs >= NextMs)
        {
            foreach (var market in venue.Markets.Values)
            {
                Settle(market.Instrument.Symbol);
            }

            _nextMs = After(nowMs);
        }
        else if (NextMs - nowMs > IntervalMs)
        {
            _nextMs = After(nowMs);
        }
    }

    /// <summary>Longs pay a positive rate, shorts a negative one, on the notional at the mark.</summary>
    public void Settle(string symbol)
    {
        var market = venue.Markets[symbol];
        foreach (var account in venue.Accounts.Values)
        {
            foreach (var position in account.Positions.Where(p => p.Symbol == symbol && p.Amount != 0m).ToList())
            {
                Pay(account, position, decimal.Round(-position.Amount * market.Mark * market.FundingRate, 8));
            }
        }
    }

    private void Pay(VenueAccount account, VenuePosition position, decimal amount)
    {
        venue.Ledger.Book(account, "FUNDING_FEE", position.Symbol, amount);
        // A crossed position's funding moves only the balance, and the event names no position.
        if (account.Settings(position.Symbol).MarginType == MarginType.Crossed)
        {
            venue.User.Account(account, "FUNDING_FEE", amount);
            return;
        }

        position.IsolatedWallet += amount;
        venue.User.Account(account, "FUNDING_FEE", amount, position);
    }

    private long After(long nowMs) => nowMs - (nowMs % IntervalMs) + IntervalMs;
}
