using QuantumTrader.FakeVenue.Market;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>Takes what the account side says to the streams where it belongs.</summary>
internal sealed class VenueStreams(StreamHub hub, ListenKeyBook keys, MarketFeed feed, MarketPublisher publisher) : IVenueEvents
{
    public void OnUserEvent(string accountId, string name, byte[] json)
    {
        // Without a living key the event reaches nobody; nothing is kept for later.
        if (keys.For(accountId).Current is { } key)
        {
            hub.Publish(StreamPath.Private, key, name, json);
        }
    }

    public void OnForceOrder(string symbol, byte[] json)
    {
        if (feed.Symbols.TryGetValue(symbol, out var one))
        {
            hub.Publish(StreamPath.Market, one.Streams.ForceOrder, "forceOrder", json);
        }

        hub.Publish(StreamPath.Market, "!forceOrder@arr", "forceOrder", json);
    }

    public void OnTrade(string symbol, decimal price, decimal quantity, bool buyerIsMaker, long atMs) =>
        feed.ShowTrade(symbol, price, quantity, buyerIsMaker, atMs);

    public void OnStatus(string symbol, string status) => publisher.OnStatus(symbol);
}
