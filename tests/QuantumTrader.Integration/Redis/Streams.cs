using System.Globalization;
using System.Text;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.TestSupport.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>Reads a whole stream with a connection of its own and compares it with the journal.</summary>
internal static class Streams
{
    private const int PageLength = 1_000;
    private static readonly RedisKeys Keys = new("main");

    public static async Task<List<(long Sequence, Guid EventId, StreamEntry Entry)>> ReadAsync(string connectionString, string journalId)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(connectionString);
        var all = new List<(long, Guid, StreamEntry)>();
        RedisValue from = "-";
        while (true)
        {
            var page = await connection.GetDatabase().StreamRangeAsync(Keys.Events(journalId), from, "+", PageLength);
            all.AddRange(page.Select(e => (long.Parse(((string)e.Id!).Split('-')[0], CultureInfo.InvariantCulture), Guid.Parse((string)e["id"]!), e)));
            if (page.Length < PageLength)
            {
                return all;
            }

            from = "(" + page[^1].Id;
        }
    }

    /// <summary>Each of the sequences once, in order, with the bytes of the journal.</summary>
    public static async Task AssertHoldsAsync(RedisServer server, MemoryJournal journal, IEnumerable<long> sequences)
    {
        var entries = await ReadAsync(server.ConnectionString, journal.JournalId);

        Assert.Equal(sequences, entries.Select(e => e.Sequence));
        Assert.All(entries, e => Assert.Equal(journal.EventIdOf(e.Sequence), e.EventId));
        foreach (var entry in entries)
        {
            using var cursor = journal.OpenAfter(entry.Sequence - 1);
            var line = cursor.Read(1) is [var first] && first.Sequence == entry.Sequence ? Encoding.UTF8.GetString(first.Bytes.Span) : null;
            Assert.True(line is null || line == (string?)entry.Entry["line"], $"The bytes of {entry.Sequence} differ.");
            Assert.Equal("test.happened", (string?)entry.Entry["type"]);
        }
    }

    public static Task AssertHoldsAsync(RedisServer server, MemoryJournal journal, long last) =>
        AssertHoldsAsync(server, journal, Enumerable.Range(1, (int)last).Select(n => (long)n));
}
