using QuantumTrader.FakeVenue.Market;
using QuantumTrader.FakeVenue.Streams;

namespace QuantumTrader.FakeVenue.Faults;

/// <summary>The venue as it sees itself, for people: <c>/fake/state</c>.</summary>
internal sealed class VenueState(Venue venue, MarketFeed feed, StreamHub hub)
{
    private const int IncomesShown = 20;

    public object Read()
    {
        lock (venue.Gate)
        {
            return new
            {
                AtUtc = DateTimeOffset.FromUnixTimeMilliseconds(venue.Clock.NowMs),
                venue.Clock.SkewMs,
                PathIsOver = feed.IsOver,
                Connections = Enum.GetValues<StreamPath>().ToDictionary(p => p.ToString(), hub.ConnectionsOn),
                Markets = feed.Symbols.Values.Select(Market).ToList(),
                Accounts = venue.Accounts.Values.Select(Account).ToList(),
            };
        }
    }

    private static object Market(SymbolFeed one) => new
    {
        one.Symbol,
        one.Market.Status,
        one.Market.Mark,
        one.Market.Last,
        one.Market.FundingRate,
        BarsClosed = one.History.Closed.Count,
        BarOpensAtUtc = one.History.Current is { } bar ? DateTimeOffset.FromUnixTimeMilliseconds(bar.OpenMs) : (DateTimeOffset?)null,
    };

    private object Account(VenueAccount account)
    {
        var margin = MarginMath.Of(account, venue);
        return new
        {
            account.Id,
            account.HedgeMode,
            account.Wallet,
            margin.Unrealised,
            margin.Available,
            margin.Maintenance,
            Positions = account.Positions.Where(p => p.Amount != 0m).Select(p => new { p.Symbol, p.Side, p.Amount, p.EntryPrice }).ToList(),
            OpenOrders = account.Orders.Open.Select(o => new { o.Id, o.ClientId, o.Symbol, o.Side, o.Type, o.Price, o.Quantity, o.Executed, o.ReduceOnly }).ToList(),
            OpenAlgos = account.Algos.Open.Select(a => new { a.Id, a.ClientId, a.Symbol, a.Request.Side, a.Request.Type, a.Request.TriggerPrice, a.Status, a.Request.ClosePosition }).ToList(),
            Trades = account.Trades.Count,
            LastIncomes = account.Incomes.TakeLast(IncomesShown).ToList(),
        };
    }
}
