namespace QuantumTrader.FakeVenue;

/// <summary>Key, timestamp, receive window, signature, in the venue's order and with its refusals.</summary>
public sealed class RestAuth(Venue venue)
{
    private const string ReplacedKey = "Invalid API-key, IP, or permissions for action.";

    /// <summary>Under the gate. Throws <see cref="VenueException"/> for who may not.</summary>
    public void Check(RestCall call, RestRequest request, string? apiKey, RestSecurity security)
    {
        call.NowMs = venue.Clock.NowMs;
        if (security == RestSecurity.None)
        {
            return;
        }

        if (string.IsNullOrEmpty(apiKey) || apiKey.Length > 128)
        {
            throw new VenueException(-2014, "API-key format invalid.", 401);
        }

        var key = venue.Key(apiKey) ?? throw new VenueException(-2015, ReplacedKey, 401);
        if (security != RestSecurity.KeyOnly)
        {
            CheckTime(call);
            CheckSignature(request, key);
        }

        if (!key.EnableReading || (security == RestSecurity.Trade && !key.EnableFutures))
        {
            throw new VenueException(-2015, ReplacedKey, 401);
        }

        call.KeyOrNull = key;
        call.AccountOrNull = venue.Accounts[key.AccountId];
    }

    private void CheckTime(RestCall call)
    {
        var timestamp = call.Parameters.Long("timestamp") ?? throw RestParameters.Missing("timestamp");
        var window = call.Parameters.Long("recvWindow") ?? (long)venue.Options.ReceiveWindowDefault.TotalMilliseconds;
        if (window <= 0 || window > venue.Options.ReceiveWindowMax.TotalMilliseconds)
        {
            throw new VenueException(-1131, "recvWindow must be less than 60000.");
        }

        if (timestamp >= call.NowMs + venue.Options.AheadMax.TotalMilliseconds)
        {
            throw new VenueException(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }

        if (call.NowMs - timestamp > window)
        {
            throw new VenueException(-1021, "Timestamp for this request is outside of the recvWindow.");
        }
    }

    private static void CheckSignature(RestRequest request, VenueKey key)
    {
        if (request.Parameters.Text("signature") is null)
        {
            throw RestParameters.Missing("signature");
        }

        var (sent, covered) = Signature.Split(request.Query, request.Body);
        if (sent is null || !Signature.Matches(key.Secret, covered, sent))
        {
            throw new VenueException(-1022, "Signature for this request is not valid.");
        }
    }
}
