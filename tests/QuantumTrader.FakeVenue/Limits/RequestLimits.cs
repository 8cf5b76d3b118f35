using System.Globalization;

namespace QuantumTrader.FakeVenue;

/// <summary>REQUEST_WEIGHT per address, ORDERS per account, 429 and then 418. The counters are under <see cref="Venue.Gate"/>.</summary>
public sealed class RequestLimits(Venue venue)
{
    private const int AddressesMax = 1_024;

    private readonly Dictionary<string, AddressUse> _addresses = new(StringComparer.Ordinal);

    private RateLimitOptions Limits => venue.Options.Limits;

    /// <summary>Refuses with 429 above the limit and with 418 who goes on after it.</summary>
    public void CountWeight(RestCall call, RestEndpoint? endpoint)
    {
        var now = venue.Clock.NowMs;
        var use = Use(call.Ip);
        if (now < use.BannedUntilMs)
        {
            throw Banned(call.Ip, use.BannedUntilMs, now);
        }

        use.Weight.Roll(now);
        use.Weight.Count += endpoint?.Weight(call) ?? 1;
        if (use.Weight.Count <= Limits.WeightPerMinute)
        {
            use.Refusals = 0;
            return;
        }

        if (++use.Refusals > Limits.RefusalsUntilBan)
        {
            (use.BannedUntilMs, use.Refusals) = (now + (long)Limits.Ban.TotalMilliseconds, 0);
            throw Banned(call.Ip, use.BannedUntilMs, now);
        }

        throw new VenueException(-1003, string.Create(CultureInfo.InvariantCulture,
            $"Too many requests; current limit of IP({call.Ip}) is {Limits.WeightPerMinute} requests per minute. Please use the websocket for live updates to avoid polling the API."), 429)
        {
            RetryAfterSeconds = use.Weight.SecondsLeft(now),
        };
    }

    /// <summary>Refuses with -1015 above the account's limits; a refused order does not count.</summary>
    public void CountOrders(RestCall call, RestEndpoint endpoint)
    {
        if (endpoint.Orders is not { } orders)
        {
            return;
        }

        var (per10S, perMinute) = orders(call);
        var use = call.Account.OrderUse;
        use.Roll(venue.Clock.NowMs);
        if (use.Per10S.Count + per10S > Limits.OrdersPer10S)
        {
            throw TooManyOrders(Limits.OrdersPer10S, "TEN_SECONDS", use.Per10S);
        }

        if (use.PerMinute.Count + perMinute > Limits.OrdersPerMinute)
        {
            throw TooManyOrders(Limits.OrdersPerMinute, "MINUTE", use.PerMinute);
        }

        use.Per10S.Count += per10S;
        use.PerMinute.Count += perMinute;
        call.OrdersCounted = true;
    }

    public void WriteHeaders(RestCall call, IHeaderDictionary headers)
    {
        lock (venue.Gate)
        {
            headers["X-MBX-USED-WEIGHT-1M"] = Text(Use(call.Ip).Weight.Count);
            if (call.OrdersCounted)
            {
                headers["X-MBX-ORDER-COUNT-10S"] = Text(call.Account.OrderUse.Per10S.Count);
                headers["X-MBX-ORDER-COUNT-1M"] = Text(call.Account.OrderUse.PerMinute.Count);
            }
        }
    }

    private AddressUse Use(string ip)
    {
        if (!_addresses.TryGetValue(ip, out var use))
        {
            if (_addresses.Count >= AddressesMax)
            {
                _addresses.Clear();
            }

            _addresses.Add(ip, use = new AddressUse());
        }

        return use;
    }

    private static VenueException Banned(string ip, long untilMs, long nowMs) =>
        new(-1003, string.Create(CultureInfo.InvariantCulture,
            $"Way too many requests; IP({ip}) banned until {untilMs}. Please use the websocket for live updates to avoid bans."), 418)
        {
            RetryAfterSeconds = (int)((untilMs - nowMs + 999) / 1_000),
        };

    private VenueException TooManyOrders(int limit, string interval, CountWindow window) =>
        new(-1015, string.Create(CultureInfo.InvariantCulture, $"Too many new orders; current limit is {limit} orders per {interval}."), 429)
        {
            RetryAfterSeconds = window.SecondsLeft(venue.Clock.NowMs),
        };

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private sealed class AddressUse
    {
        public CountWindow Weight { get; } = new(60_000);

        public int Refusals { get; set; }

        public long BannedUntilMs { get; set; }
    }
}
