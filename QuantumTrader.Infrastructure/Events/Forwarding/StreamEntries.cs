using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>Goes through a stream's entries in order, a page at a time.</summary>
internal sealed class StreamEntries(IDatabase database, RedisKey stream, long from, long to)
{
    private const int PageLength = 100;
    private StreamEntry[] _page = [];
    private int _at;
    private long _next = from;

    /// <summary>The event id of the entry at a sequence; null when there is no such entry. Sequences must not go back.</summary>
    public async ValueTask<RedisValue?> EventIdAtAsync(long sequence)
    {
        while (true)
        {
            for (; _at < _page.Length; _at++)
            {
                var found = EntryFields.TrySequence(_page[_at].Id, out var at) ? at : throw new StreamConflictException($"The stream {stream} has an entry {_page[_at].Id} that is not a journal's.");
                if (found >= sequence)
                {
                    return found == sequence ? _page[_at][EntryFields.Id] : default(RedisValue?);
                }
            }

            // What is before the asked sequence need not be read.
            _next = Math.Max(_next, sequence);
            if (_next > to)
            {
                return null;
            }

            await NextPageAsync();
        }
    }

    private async Task NextPageAsync()
    {
        _page = await database.StreamRangeAsync(stream, EntryFields.IdOf(_next), EntryFields.IdOf(to), PageLength, Order.Ascending, CommandFlags.DemandMaster);
        _at = 0;
        _next = _page.Length == 0 ? to + 1 : EntryFields.TrySequence(_page[^1].Id, out var last) ? last + 1 : _next;
    }
}
