namespace QuantumTrader.FakeVenue;

/// <summary>One verb and path. The handler runs under <see cref="Venue.Gate"/> and refuses by <see cref="VenueException"/>.</summary>
/// <param name="Weight">REQUEST_WEIGHT of this call.</param>
/// <param name="Orders">What it counts on the account's 10 s order limit and on its minute limit.</param>
public sealed record RestEndpoint(
    RestSecurity Security, Func<RestCall, RestAnswer> Handle, Func<RestCall, int> Weight, Func<RestCall, (int Per10S, int PerMinute)>? Orders = null);
