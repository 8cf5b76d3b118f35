using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>
/// Adds a chunk of lines to a stream, all or none, and only behind the entry that the sender believes to be the last. So neither a chunk
/// that failed nor one that arrives late, twice or after a reconnect can leave a hole or a second copy.
/// </summary>
internal static class ForwardScript
{
    public const int OwnerDiffers = -1;
    public const int TopDiffers = -2;

    /// <summary>Owner value, sequence of the last entry, journal id, epoch; the lines follow.</summary>
    public const int HeaderLength = 4;

    /// <summary>Sequence, event id, type, time, line.</summary>
    public const int FieldsPerLine = 5;

    // A write is refused at the script's first one or not at all (memory, replica, disk), and the append-only file holds the chunk as one
    // transaction: nothing can break it in the middle.
    private const string Text = """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
        local info = redis.pcall('XINFO', 'STREAM', KEYS[2])
        local top = '0-0'
        if info.err then
          if not string.find(info.err, 'no such key', 1, true) then return info end
        else
          for i = 1, #info, 2 do
            if info[i] == 'last-generated-id' then top = info[i + 1] end
          end
        end
        if top ~= ARGV[2] .. '-0' then return -2 end
        local last = ARGV[2]
        for i = 5, #ARGV, 5 do
          last = ARGV[i]
          redis.call('XADD', KEYS[2], last, 'id', ARGV[i + 1], 'type', ARGV[i + 2], 'at', ARGV[i + 3], 'line', ARGV[i + 4])
        end
        local epoch = tonumber(ARGV[4])
        local known = redis.call('HGET', KEYS[3], ARGV[3])
        local was = known and string.match(known, '"epoch":(%d+)')
        if was and tonumber(was) > epoch then epoch = tonumber(was) end
        redis.call('HSET', KEYS[3], ARGV[3], string.format('{"epoch":%.0f,"last":%s}', epoch, last))
        return 1
        """;

    public static RedisKey[] KeysOf(RedisKeys keys, string journalId) => [keys.Owner, keys.Events(journalId), keys.Journals];

    public static Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) => database.ScriptEvaluateAsync(Text, keys, arguments);
}
