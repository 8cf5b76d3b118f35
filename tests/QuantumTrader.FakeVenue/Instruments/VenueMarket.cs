namespace QuantumTrader.FakeVenue;

/// <summary>One symbol's live side. Read and written only under <see cref="Venue.Gate"/>.</summary>
public sealed class VenueMarket(VenueInstrument instrument, VenueDepth depth)
{
    public VenueInstrument Instrument { get; set; } = instrument;

    public string Status { get; set; } = instrument.Status;

    public VenueDepth Depth { get; set; } = depth;

    public decimal Mark { get; internal set; } = instrument.PriceStart;

    public decimal Last { get; internal set; } = instrument.PriceStart;

    public decimal BestBid { get; internal set; } = instrument.PriceStart - instrument.TickSize;

    public decimal BestAsk { get; internal set; } = instrument.PriceStart;

    /// <summary>When the prices last moved, milliseconds since 1970 UTC.</summary>
    public long AtMs { get; internal set; }

    /// <summary>The rate that the next settlement uses, a fraction of notional; positive: longs pay.</summary>
    public decimal FundingRate { get; set; } = 0.0001m;

    internal long TradeIdLast { get; set; } = 1_000_000;
}
