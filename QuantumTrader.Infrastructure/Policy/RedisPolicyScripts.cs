namespace QuantumTrader.Infrastructure.Policy;

/// <summary>The scripts behind <see cref="RedisPolicyStore"/>: the policy in force and its history are written together or not at all.</summary>
internal static class RedisPolicyScripts
{
    /// <summary>KEYS: policy, history.</summary>
    public static readonly StoreScript Read = new("""
        local now = redis.call('HMGET', KEYS[1], 'version', 'document')
        if now[1] and now[2] then return {'OK', now[1], now[2]} end
        if now[1] or now[2] or redis.call('EXISTS', KEYS[1]) == 1 or redis.call('ZCARD', KEYS[2]) > 0 then return {'DAMAGED'} end
        return {'ABSENT'}
        """);

    /// <summary>
    /// KEYS: epoch, policy, history, lost. ARGV: epoch, 1 for an emergency, version that it is based on, document that it is based on
    /// (empty: none), version, document, channel. The document is compared beside the version: what was judged is what is replaced.
    /// A store that is known to have lost its policy gets no made-up one.
    /// </summary>
    public static readonly StoreScript Write = new("""
        if ARGV[4] == '' and redis.call('EXISTS', KEYS[4]) == 1 then return {'LOST'} end
        if ARGV[2] ~= '1' then
          local refused = fence(KEYS[1], ARGV[1])
          if refused then return refused end
        end
        local now = redis.call('HMGET', KEYS[2], 'version', 'document')
        if (now[1] or '0') ~= ARGV[3] or (now[2] or '') ~= ARGV[4] then return {'CHANGED'} end
        redis.call('ZADD', KEYS[3], ARGV[5], ARGV[6])
        redis.call('HSET', KEYS[2], 'version', ARGV[5], 'document', ARGV[6])
        redis.call('PUBLISH', ARGV[7], ARGV[5])
        return {'OK'}
        """);

    /// <summary>KEYS: policy, history, lost.</summary>
    public static readonly StoreScript ReadLost = new("""
        local now = redis.call('HMGET', KEYS[1], 'version', 'document')
        local lost = redis.call('GET', KEYS[3]) or ''
        if now[1] and now[2] then return {'OK', lost, now[1], now[2]} end
        if now[1] or now[2] or redis.call('EXISTS', KEYS[1]) == 1 or redis.call('ZCARD', KEYS[2]) > 0 then return {'DAMAGED'} end
        return {'ABSENT', lost}
        """);

    /// <summary>
    /// Puts back what was lost. KEYS: policy, history, lost. ARGV: document that it is based on (empty: none), version, document,
    /// channel. Not fenced: it was decided before, by whoever led then, and is compared with what is there.
    /// </summary>
    public static readonly StoreScript BringBack = new("""
        if (redis.call('HGET', KEYS[1], 'document') or '') ~= ARGV[1] then return {'CHANGED'} end
        redis.call('ZADD', KEYS[2], ARGV[2], ARGV[3])
        redis.call('HSET', KEYS[1], 'version', ARGV[2], 'document', ARGV[3])
        redis.call('SET', KEYS[3], ARGV[2])
        redis.call('PUBLISH', ARGV[4], ARGV[2])
        return {'OK'}
        """);
}
