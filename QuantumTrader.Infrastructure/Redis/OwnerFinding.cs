namespace QuantumTrader.Infrastructure.Redis;

internal enum OwnerVerdict
{
    /// <summary>Another application's, another account's, an emptied or simply the wrong database.</summary>
    Refused,

    /// <summary>The database that this data directory remembers.</summary>
    Ours,

    /// <summary>A database of this account, and a data directory that has seen none: remember it.</summary>
    Adopt,

    /// <summary>An empty database, and a data directory that has seen none: make it ours.</summary>
    ClaimFirst,
}

/// <param name="Verdict">What to do.</param>
/// <param name="Cause">Why it is refused, with the remedy; null otherwise.</param>
internal sealed record OwnerFinding(OwnerVerdict Verdict, string? Cause)
{
    private const string Claim = "if this is the right database, end the app on every host and run 'redis claim' on the one that led last; else correct Redis:ConnectionString.";

    /// <param name="account">Ours.</param>
    /// <param name="inStore">The owner key's value; null when there is none.</param>
    /// <param name="remembered">The data directory's; null when it has seen no database.</param>
    /// <param name="holdsKeys">Whether the database holds any key.</param>
    public static OwnerFinding Of(string account, string? inStore, string? remembered, bool holdsKeys) => (inStore, remembered) switch
    {
        ({ } value, _) when !RedisOwner.IsOf(account, value) =>
            Refused("the database's owner key was written by something else: use a database of its own for this account, and correct Redis:ConnectionString."),
        ({ } value, { } known) when value == known => new(OwnerVerdict.Ours, null),
        ({ }, null) => new(OwnerVerdict.Adopt, null),
        ({ }, { }) => Refused($"the database is not the one that this data directory worked with: {Claim}"),
        (null, { }) => Refused($"the database was emptied, or it is not the one that this data directory worked with: {Claim}"),
        (null, null) when holdsKeys => Refused($"the database holds keys and none says that it is this account's: {Claim}"),
        (null, null) => new(OwnerVerdict.ClaimFirst, null),
    };

    private static OwnerFinding Refused(string text) => new(OwnerVerdict.Refused, $"{RedisCodes.Foreign}: {text}");
}
