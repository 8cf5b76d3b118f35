using System.Globalization;
using QuantumTrader.Infrastructure.Events.Forwarding;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>Reads an entry that the forwarder wrote.</summary>
internal static class EntryParser
{
    /// <summary>Null when it is not one.</summary>
    public static ReceivedEvent? Parse(string journalId, StreamEntry entry)
    {
        var isWhole = EntryFields.TrySequence(entry.Id, out var sequence)
            & Guid.TryParse((string?)entry[EntryFields.Id], out var id)
            & long.TryParse((string?)entry[EntryFields.At], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            && at is > -62_135_596_800_000 and < 253_402_300_800_000;
        return isWhole && (string?)entry[EntryFields.Type] is { } type && !entry[EntryFields.Line].IsNull
            ? new(journalId, sequence, id, type, DateTimeOffset.FromUnixTimeMilliseconds(at), entry[EntryFields.Line])
            : null;
    }
}
