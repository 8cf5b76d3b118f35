using QuantumTrader.Domain.Units;

namespace QuantumTrader.FakeVenue.Streams;

/// <summary>The listen keys of all accounts, and the REST calls that make, keep and end them.</summary>
public sealed class ListenKeyBook(Venue venue, StreamHub hub, StreamOptions options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ListenKeys> _accounts = new(StringComparer.Ordinal); // bounded by the venue's accounts
    private readonly SeededRandom _seeds = new(venue.Options.Seed);

    public ListenKeys For(string accountId)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(accountId, out var keys))
            {
                keys = new ListenKeys(options, venue.Clock.Time, _seeds.NextUInt64());
                keys.Expired += TellExpired;
                _accounts.Add(accountId, keys);
            }

            return keys;
        }
    }

    /// <summary>Every key that is alive runs out now.</summary>
    public void ExpireAll()
    {
        ListenKeys[] all;
        lock (_gate)
        {
            all = [.. _accounts.Values];
        }

        foreach (var keys in all)
        {
            keys.Expire();
        }
    }

    public void Dispose()
    {
        foreach (var keys in _accounts.Values)
        {
            keys.Dispose();
        }
    }

    internal void Map(RestTable table)
    {
        table.Add("POST", "/fapi/v1/listenKey", RestSecurity.KeyOnly, 1, call => Key(For(call.Account.Id).Create()));
        table.Add("PUT", "/fapi/v1/listenKey", RestSecurity.KeyOnly, 1, call =>
            Key(For(call.Account.Id).Extend() ?? throw new VenueException(-1125, "This listenKey does not exist.")));
        table.Add("DELETE", "/fapi/v1/listenKey", RestSecurity.KeyOnly, 1, call =>
        {
            For(call.Account.Id).Delete();
            return RestAnswer.Ok("{}"u8.ToArray());
        });
    }

    private static RestAnswer Key(string key) => RestAnswer.Ok(VenueJson.Object(w => w.WriteString("listenKey", key)));

    private void TellExpired(string key) =>
        hub.Publish(StreamPath.Private, key, "listenKeyExpired", VenueJson.Object(w =>
        {
            w.WriteString("e", "listenKeyExpired");
            w.WriteNumber("E", venue.Clock.NowMs);
            w.WriteString("listenKey", key);
        }));
}
