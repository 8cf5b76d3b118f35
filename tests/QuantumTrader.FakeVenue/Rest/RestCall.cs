namespace QuantumTrader.FakeVenue;

/// <summary>One request on its way through the venue.</summary>
public sealed class RestCall(Venue venue, string verb, string path, RestParameters parameters, string ip)
{
    public Venue Venue => venue;

    public string Verb => verb;

    public string Path => path;

    public string Ip => ip;

    public RestParameters Parameters => parameters;

    /// <summary>The venue's clock when the request was accepted, milliseconds.</summary>
    public long NowMs { get; internal set; }

    internal bool OrdersCounted { get; set; }

    internal VenueKey? KeyOrNull { get; set; }

    internal VenueAccount? AccountOrNull { get; set; }

    /// <summary>The caller's key; only where the endpoint asks for one.</summary>
    public VenueKey Key => KeyOrNull ?? throw new InvalidOperationException($"{path} asks for no key.");

    /// <summary>The caller's account; only where the endpoint asks for a key.</summary>
    public VenueAccount Account => AccountOrNull ?? throw new InvalidOperationException($"{path} asks for no key.");
}
