using System.Globalization;
using QuantumTrader.Domain.Events;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Events.Straight;

/// <summary>The stream in Redis, with the entries that the forwarder writes: id, type, at and line under sequence-0.</summary>
internal sealed class StraightStream(RedisLink link, string journalId) : IDisposable
{
    private const int Page = 1000;
    private const string Id = "id";
    private const string LineField = "line";

    // Between two probes the database may have been emptied or swapped: whose it is, is compared in the same step that writes. Sent
    // whole each time: a script that the server had forgotten would be sent again behind those that came after it.
    private const string Ours = "local ours = table.remove(ARGV, 1) if ours ~= '' and redis.call('GET', KEYS[1]) ~= ours then return redis.error_reply('FOREIGN the owner key is not ours') end ";
    private const string AddScript = Ours + "return redis.call('XADD', KEYS[2], ARGV[1], 'id', ARGV[2], 'type', ARGV[3], 'at', ARGV[4], 'line', ARGV[5])";
    private const string AnnounceScript = Ours + "return redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])";

    private readonly RedisKey _key = link.Keys.Events(journalId);
    private readonly EventSerializer _serializer = new();
    private readonly LineBuffer _line = new();

    /// <summary>Entries that cannot be read here: of a newer program, or damaged. They stay where they are.</summary>
    public long UnreadableCount { get; private set; }

    /// <summary>Sends the event; entries arrive in the order of the calls. Throws <see cref="ArgumentException"/> at once for one that cannot be written.</summary>
    public Task AddAsync(long sequence, DomainEvent e)
    {
        _line.CutTo(0);
        _serializer.Write(_line, sequence, e);
        var line = _line.Written[..^1].ToArray(); // without the line feed
        return RunAsync(AddScript, _key, EntryId(sequence), e.EventId.ToString("D"), EventCatalogue.Of(e).Name, e.AtUtc.ToUnixTimeMilliseconds(), line);
    }

    /// <summary>True when the stream holds this very event under that number, false when not. Throws when nobody answers.</summary>
    public async Task<bool> HoldsAsync(long sequence, Guid eventId)
    {
        var found = await link.Database.StreamRangeAsync(_key, EntryId(sequence), EntryId(sequence), 1);
        return found is [var entry] && entry[Id] == eventId.ToString("D");
    }

    /// <summary>Tells readers that the stream is there. Sequences have holes in it, and it says so.</summary>
    public async Task AnnounceAsync(long epoch, long sequence)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"epoch\":{epoch},\"last\":{sequence},\"straight\":true}}");
        try
        {
            await RunAsync(AnnounceScript, link.Keys.Journals, journalId, text);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            // The next one tells it as well.
        }
    }

    /// <summary>Events above a sequence that are there now, in order; memory is bounded by a page. Throws when nobody answers.</summary>
    public IEnumerable<JournaledEvent> Read(long afterSequence)
    {
        var after = afterSequence;
        var lastSequence = link.Database.StreamRange(_key, "-", "+", 1, Order.Descending) is [var top] ? SequenceOf(top.Id) : 0;
        while (after < lastSequence && link.Database.StreamRange(_key, EntryId(after + 1), EntryId(lastSequence), Page) is { Length: > 0 } entries)
        {
            foreach (var entry in entries)
            {
                after = SequenceOf(entry.Id);
                if (EventLine.Read((byte[]?)entry[LineField], out var journaled, out _) != LineVerdict.Ok || journaled.Sequence != after)
                {
                    UnreadableCount++;
                    continue;
                }

                yield return journaled;
            }
        }
    }

    public void Dispose() => _serializer.Dispose();

    private Task<RedisResult> RunAsync(string script, RedisKey key, params RedisValue[] values) =>
        link.Database.ScriptEvaluateAsync(script, [link.Keys.Owner, key], [link.Owner.Expected, .. values], CommandFlags.NoScriptCache);

    private static string EntryId(long sequence) => string.Create(CultureInfo.InvariantCulture, $"{sequence}-0");

    private static long SequenceOf(RedisValue id)
    {
        var text = (string)id!;
        return long.Parse(text.AsSpan(0, text.IndexOf('-', StringComparison.Ordinal)), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
