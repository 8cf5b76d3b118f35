using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Infrastructure.Trades;

/// <summary>
/// The scripts behind <see cref="RedisTradeStateStore"/>. A script runs alone, so a trade and the indexes that name it never
/// disagree; all keys carry the account in braces, so they are in one slot, also those that are put together from a prefix and an id.
/// </summary>
internal static class RedisTradeScripts
{
    /// <summary>The comparison of <see cref="Save"/>: fence first, then the sequence within a journal or the epoch between two.</summary>
    private const string Compare = """
        -- KEYS: epoch, trade, open, open of the symbol, closed
        -- ARGV: epoch, journal, sequence, trade id, closed at (ms, empty while open), retention (ms), symbol, phase, version, state
        local refused = fence(KEYS[1], ARGV[1])
        if refused then return refused end
        local stored = redis.call('HMGET', KEYS[2], 'journal', 'sequence', 'epoch', 'symbol')
        if stored[1] then
          if not whole(stored[2]) or not whole(stored[3]) or stored[4] ~= ARGV[7] then return {'DAMAGED', KEYS[2]} end
          if stored[1] == ARGV[2] then
            if not later(ARGV[3], stored[2]) then return {'OLDER'} end
          elseif not later(ARGV[1], stored[3]) then
            return {'FENCED', stored[3]}
          end
        end

        """;

    // What closed so long ago that it would expire at once (market time is not always today's) is kept as if it had closed now.
    // The score is the moment from which the hash is kept, so that an entry whose hash expired is known by its score alone.
    internal const string Write = """
        local closed = ARGV[5]
        if closed == '' then
          redis.call('SADD', KEYS[4], ARGV[4])
          redis.call('SADD', KEYS[3], ARGV[4])
          redis.call('ZREM', KEYS[5], ARGV[4])
          redis.call('HSET', KEYS[2], 'version', ARGV[9], 'epoch', ARGV[1], 'journal', ARGV[2], 'sequence', ARGV[3], 'symbol', ARGV[7], 'phase', ARGV[8], 'state', ARGV[10])
          redis.call('HDEL', KEYS[2], 'closed')
          redis.call('PERSIST', KEYS[2])
        else
          local time = redis.call('TIME')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          local from = tonumber(closed)
          if from + tonumber(ARGV[6]) <= now then from = now end
          redis.call('ZADD', KEYS[5], from, ARGV[4])
          redis.call('SREM', KEYS[3], ARGV[4])
          redis.call('SREM', KEYS[4], ARGV[4])
          redis.call('HSET', KEYS[2], 'version', ARGV[9], 'epoch', ARGV[1], 'journal', ARGV[2], 'sequence', ARGV[3], 'symbol', ARGV[7], 'phase', ARGV[8], 'closed', closed, 'state', ARGV[10])
          redis.call('PEXPIREAT', KEYS[2], from + tonumber(ARGV[6]))
        end
        return {'OK'}
        """;

    private const string Row = """
        local function row(prefix, id)
          local found = redis.pcall('HMGET', prefix .. id, 'journal', 'sequence', 'state')
          if found.err then return {id, 'UNREADABLE', found.err} end
          if not found[1] and not found[2] and not found[3] then return {id, 'GONE'} end
          return {id, 'FOUND', found[1] or '', found[2] or '', found[3] or ''}
        end
        if redis.call('EXISTS', KEYS[1]) == 0 then return {'EMPTY'} end
        local answer = {'OK'}

        """;

    public static readonly StoreScript Save = new(Compare + Write);

    /// <summary>KEYS: epoch, trade. ARGV: prefix of trades, id.</summary>
    public static readonly StoreScript Get = new(Row + """
        answer[2] = row(ARGV[1], ARGV[2])
        return answer
        """);

    /// <summary>KEYS: epoch, open, and the symbol's where one is asked for. ARGV: prefix of trades.</summary>
    public static readonly StoreScript ListOpen = new(Row + """
        local ids = KEYS[3] and redis.call('SINTER', KEYS[2], KEYS[3]) or redis.call('SMEMBERS', KEYS[2])
        for i = 1, #ids do answer[i + 1] = row(ARGV[1], ids[i]) end
        return answer
        """);

    /// <summary>
    /// KEYS: epoch, closed. ARGV: prefix of trades, skip, take, retention (ms). Entries whose hash expired are known by their score,
    /// left out and removed; one whose hash somebody deleted is removed and the page read anew.
    /// </summary>
    public static readonly StoreScript ListClosed = new(Row + """
        local time = redis.call('TIME')
        local expired = time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[4])
        local first = string.format('%.0f', expired)
        local ids
        repeat
          local gone = false
          ids = redis.call('ZREVRANGEBYSCORE', KEYS[2], '+inf', '(' .. first, 'LIMIT', ARGV[2], ARGV[3])
          for _, id in ipairs(ids) do
            if redis.call('EXISTS', ARGV[1] .. id) == 0 then
              redis.call('ZREM', KEYS[2], id)
              gone = true
            end
          end
        until not gone
        for i = 1, #ids do answer[i + 1] = row(ARGV[1], ids[i]) end
        redis.pcall('ZREMRANGEBYSCORE', KEYS[2], '-inf', first)
        return answer
        """);

    /// <summary>KEYS: epoch, trade, open, closed. ARGV: epoch, id, prefix of the symbols' indexes.</summary>
    public static readonly StoreScript Delete = new("""
        local refused = fence(KEYS[1], ARGV[1])
        if refused then return refused end
        local symbol = redis.pcall('HGET', KEYS[2], 'symbol')
        redis.call('SREM', KEYS[3], ARGV[2])
        redis.call('ZREM', KEYS[4], ARGV[2])
        if type(symbol) == 'string' then redis.call('SREM', ARGV[3] .. symbol, ARGV[2]) end
        return {'OK', redis.call('DEL', KEYS[2])}
        """);

    /// <summary>KEYS: epoch, checkpoints. ARGV: journal.</summary>
    public static readonly StoreScript GetCheckpoint = new("""
        if redis.call('EXISTS', KEYS[1]) == 0 then return {'EMPTY'} end
        local stored = redis.call('HGET', KEYS[2], ARGV[1])
        if stored and not whole(stored) then return {'DAMAGED', KEYS[2]} end
        return {'OK', stored or '0'}
        """);

    /// <summary>KEYS: epoch, checkpoints. ARGV: epoch, journal, sequence.</summary>
    public static readonly StoreScript SetCheckpoint = new("""
        local refused = fence(KEYS[1], ARGV[1])
        if refused then return refused end
        local stored = redis.call('HGET', KEYS[2], ARGV[2])
        if stored and not whole(stored) then return {'DAMAGED', KEYS[2]} end
        if not stored or later(ARGV[3], stored) then redis.call('HSET', KEYS[2], ARGV[2], ARGV[3]) end
        return {'OK'}
        """);
}
