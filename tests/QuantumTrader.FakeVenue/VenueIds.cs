namespace QuantumTrader.FakeVenue;

/// <summary>The venue's counters. Used only under <see cref="Venue.Gate"/>.</summary>
public sealed class VenueIds
{
    private long _order = 8_389_765_000_000;
    private long _algo = 3_000_000_000_000_000;
    private long _transaction = 9_689_322_000;

    public long NextOrder() => ++_order;

    public long NextAlgo() => ++_algo;

    public long NextTransaction() => ++_transaction;
}
