using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>Where a stream of events begins and ends.</summary>
/// <param name="First">The oldest entry that was not trimmed; null when there is none.</param>
/// <param name="Top">The highest sequence ever added, 0 when there was none.</param>
internal readonly record struct StreamEnds(long? First, long Top)
{
    /// <summary>Throws <see cref="StreamConflictException"/> for a key or an id that is not the forwarder's.</summary>
    public static async Task<StreamEnds> ReadAsync(IDatabase database, RedisKey stream)
    {
        try
        {
            var info = await database.StreamInfoAsync(stream, CommandFlags.DemandMaster);
            return new(info.Length == 0 ? null : SequenceOf(stream, info.FirstEntry.Id), SequenceOf(stream, info.LastGeneratedId));
        }
        catch (RedisServerException e) when (e.Message.Contains("no such key", StringComparison.Ordinal))
        {
            return new(null, 0);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal))
        {
            throw new StreamConflictException($"The key {stream} is not a stream; remove or rename it.");
        }
    }

    private static long SequenceOf(RedisKey stream, RedisValue id) => EntryFields.TrySequence(id, out var sequence)
        ? sequence
        : throw new StreamConflictException($"The stream {stream} has an entry {id} that is not a journal's; rename the stream.");
}
