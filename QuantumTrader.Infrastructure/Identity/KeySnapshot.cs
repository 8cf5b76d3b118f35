using System.Collections.Frozen;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>All keys that were good when the database was last asked.</summary>
/// <param name="AskedAt">Of the monotonic clock; null when it comes from the file.</param>
internal sealed record KeySnapshot(FrozenDictionary<Guid, KnownKey> Keys, long? AskedAt)
{
    public static readonly KeySnapshot Empty = new(FrozenDictionary<Guid, KnownKey>.Empty, null);

    public static KeySnapshot Of(IEnumerable<KnownKey> keys, long? askedAt) => new(keys.ToFrozenDictionary(k => k.Id), askedAt);

    public KeySnapshot Without(Guid id) => Of(Keys.Values.Where(k => k.Id != id), AskedAt);

    public KeySnapshot With(KnownKey key) => Of([.. Keys.Values.Where(k => k.Id != key.Id), key], AskedAt);

    public KeySnapshot With(UserFacts owner) => Of(Keys.Values.Select(k => k.OwnerId == owner.Id ? k.With(owner) : k), AskedAt);

    /// <summary>The same keys with the same owners, whenever they were asked for.</summary>
    public bool Equals(KeySnapshot? other) =>
        other is not null && Keys.Count == other.Keys.Count && Keys.All(k => other.Keys.TryGetValue(k.Key, out var same) && same == k.Value);

    public override int GetHashCode() => Keys.Count;
}
