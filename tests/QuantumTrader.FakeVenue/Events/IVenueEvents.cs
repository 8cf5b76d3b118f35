namespace QuantumTrader.FakeVenue;

/// <summary>
/// Where the account side says what happened. Called under <see cref="Venue.Gate"/>, in the order in which things happened:
/// an implementation copies into its own queues and returns; it neither blocks nor calls the venue.
/// </summary>
public interface IVenueEvents
{
    /// <summary>
    /// A user event (ORDER_TRADE_UPDATE, ACCOUNT_UPDATE, ALGO_UPDATE, ACCOUNT_CONFIG_UPDATE, MARGIN_CALL, TRADE_LITE):
    /// the whole JSON object, `e` and `E` included, without the combined stream's envelope.
    /// </summary>
    void OnUserEvent(string accountId, string name, byte[] json);

    /// <summary>A liquidation or deleveraging order, as the public forceOrder stream shows it (the whole object).</summary>
    void OnForceOrder(string symbol, byte[] json);

    /// <summary>A market-side trade of an account's order, so that public trades can show it.</summary>
    void OnTrade(string symbol, decimal price, decimal quantity, bool buyerIsMaker, long atMs);

    /// <summary>A contract's status changed.</summary>
    void OnStatus(string symbol, string status);
}
