using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>What an entry of a stream of events holds. Its id is the journal's sequence and -0.</summary>
internal static class EntryFields
{
    /// <summary>The event's id, a GUID with dashes.</summary>
    public static readonly RedisValue Id = "id";

    /// <summary>The event's dotted name.</summary>
    public static readonly RedisValue Type = "type";

    /// <summary>When it happened, in milliseconds since 1970 UTC.</summary>
    public static readonly RedisValue At = "at";

    /// <summary>The journal's line as it is, without the line feed.</summary>
    public static readonly RedisValue Line = "line";

    /// <summary>False for an id that the forwarder never gives.</summary>
    public static bool TrySequence(string? id, out long sequence)
    {
        sequence = 0;
        return id is not null && id.EndsWith("-0", StringComparison.Ordinal)
            && long.TryParse(id.AsSpan(0, id.Length - 2), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out sequence);
    }

    public static string IdOf(long sequence) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{sequence}-0");
}
