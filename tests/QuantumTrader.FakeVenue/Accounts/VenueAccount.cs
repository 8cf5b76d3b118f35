namespace QuantumTrader.FakeVenue;

/// <summary>One account's books. Used only under <see cref="Venue.Gate"/>.</summary>
public sealed class VenueAccount(string id, FakeVenueOptions options)
{
    public string Id => id;

    /// <summary>USDT, realised: start + realised profit − commissions + funding + transfers.</summary>
    public decimal Wallet { get; internal set; } = options.BalanceStart;

    public OrderUse OrderUse { get; } = new();
}
