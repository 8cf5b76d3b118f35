namespace QuantumTrader.Web.Access.Account;

/// <summary>
/// How often a password or code may be tried: by one user from one address, by one address for all users, and for one user from
/// everywhere. A try counts as wrong from its beginning, so that many at once gain nothing. Where a user signed in before, the limit
/// over all addresses does not hold: strangers cannot lock anybody out there. Thread-safe; in memory only, so a restart forgets.
/// </summary>
internal sealed class SignInLimits(TimeProvider time)
{
    public const int PerAddressMax = 20;
    public const int PerUserMax = 50;
    public static readonly TimeSpan PerAddressSpan = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan PerUserSpan = TimeSpan.FromMinutes(15);

    /// <summary>When what stands in the way is only that other tries are being checked.</summary>
    public static readonly TimeSpan RetrySoon = TimeSpan.FromSeconds(1);

    /// <summary>Of each of the tables: a few megabytes in all.</summary>
    public const int EntriesMax = 4096;

    private const int KnownPerUserMax = 16;
    private const int UnderCheckPerAddressMax = 4; // so that one address cannot fill the queue
    private const int NameLengthMax = 64;
    private readonly Lock _gate = new();
    private readonly RecentTable<(string User, string Address), PairState> _pairs = new(EntriesMax, () => new());
    private readonly RecentTable<string, WrongWindow> _addresses = new(EntriesMax, () => new(PerAddressMax, PerAddressSpan));
    private readonly RecentTable<string, WrongWindow> _users = new(EntriesMax, () => new(PerUserMax, PerUserSpan));
    private readonly RecentTable<string, RecentTable<string, bool>> _known = new(EntriesMax, () => new(KnownPerUserMax, () => false));

    /// <summary>Begins a try, which must be ended; or says how long to wait.</summary>
    public SignInAttempt Begin(string name, string? address)
    {
        var (user, from, now) = (KeyOf(name), AddressKey.Of(address), time.GetUtcNow());
        lock (_gate)
        {
            var (pair, byAddress, byUser) = (_pairs.Use((user, from)), _addresses.Use(from), _users.Use(user));
            var isKnown = AddressKey.IsLoopback(address) || _known.Use(user).Contains(from);
            var wait = pair.RetryAfter(now) ?? byAddress.RetryAfter(now) ?? (isKnown ? null : byUser.RetryAfter(now))
                ?? (byAddress.Pending >= UnderCheckPerAddressMax ? RetrySoon : null);
            if (wait is null)
            {
                pair.Pending++;
                byAddress.Pending++;
                byUser.Pending++;
            }

            return new(this, user, from, isKnown, wait);
        }
    }

    internal void End(SignInAttempt attempt, bool? isRight)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var (pair, byAddress, byUser) = (_pairs.Use((attempt.User, attempt.From)), _addresses.Use(attempt.From), _users.Use(attempt.User));
            pair.Pending = Math.Max(0, pair.Pending - 1); // an entry that went in between begins anew
            byAddress.Pending = Math.Max(0, byAddress.Pending - 1);
            byUser.Pending = Math.Max(0, byUser.Pending - 1);
            if (isRight is true)
            {
                pair.Right();
                _known.Use(attempt.User).Use(attempt.From);
            }
            else if (isRight is false)
            {
                pair.Wrong(now);
                byAddress.Wrong(now);
                byUser.Wrong(now);
            }
        }
    }

    // Long names are nobody's; cut, so that they take no more room than others.
    private static string KeyOf(string name)
    {
        var text = name.Trim().ToUpperInvariant();
        return text.Length <= NameLengthMax ? text : text[..NameLengthMax];
    }
}
