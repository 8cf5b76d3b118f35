namespace QuantumTrader.FakeVenue;

/// <summary>One conditional order. Changed only under <see cref="Venue.Gate"/>.</summary>
public sealed class AlgoOrder(long id, string clientId, AlgoRequest request, long createMs)
{
    public long Id => id;

    public string ClientId => clientId;

    public AlgoRequest Request => request;

    public string Symbol => request.Symbol;

    public long CreateMs => createMs;

    public AlgoStatus Status { get; internal set; }

    public long UpdateMs { get; internal set; }

    /// <summary>0 until it triggers.</summary>
    public long TriggerMs { get; internal set; }

    /// <summary>The order it became; it has an id of its own.</summary>
    public VenueOrder? Order { get; internal set; }

    /// <summary>Why it was rejected; empty otherwise.</summary>
    public string RejectReason { get; internal set; } = "";

    /// <summary>Trailing stops: the best price since the activation; null before it.</summary>
    public decimal? Extreme { get; internal set; }
}
