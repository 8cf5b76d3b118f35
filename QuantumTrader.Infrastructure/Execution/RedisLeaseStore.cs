using System.Globalization;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Execution;

/// <summary>
/// The lease is a hash of holder, epoch and text that expires; a holder that gave it back leaves the hash with an empty holder.
/// The epoch stands beside it and does not expire. It is the largest of: one above the store's, one above the asker's, and the
/// seconds since 2026 by the store's clock, so that it grows also when the store, or the asker, forgot what it knew. Nothing is asked
/// before the link was probed: its probe must run.
/// </summary>
internal sealed class RedisLeaseStore(RedisLink link) : ILeaseStore
{
    private const string Take = """
        if ARGV[6] ~= '' and redis.call('GET', KEYS[3]) ~= ARGV[6] then return redis.error_reply('FOREIGN the owner key is not ours') end
        local me, text, ms, own, seen = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
        local stored = tonumber(redis.call('GET', KEYS[2]) or '0')
        if not stored then return redis.error_reply('ERR ' .. KEYS[2] .. ' holds no whole number') end
        local was = redis.call('HMGET', KEYS[1], 'holder', 'text', 'run', 'epoch')
        local info = redis.pcall('INFO', 'server')
        local run = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
        if was[1] and was[1] ~= '' and was[1] ~= me then
            return {'other', stored, stored, 0, run, was[2] or '', redis.call('PTTL', KEYS[1])}
        end
        if own > 0 and stored > own then return {'passed', stored, stored, 0, run, '', 0} end
        local epoch, clean = own, 0
        if own == 0 then
            epoch = math.max(stored + 1, seen + 1, tonumber(redis.call('TIME')[1]) - 1767225600)
            if was[1] == '' and run ~= '' and was[3] == run and tonumber(was[4]) == stored then clean = 1 end
        end
        if own == 0 or was[1] ~= me then
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], 'holder', me, 'epoch', string.format('%.0f', epoch), 'text', text)
        end
        redis.call('PEXPIRE', KEYS[1], ms)
        if epoch > stored then redis.call('SET', KEYS[2], string.format('%.0f', epoch)) end
        return {own == 0 and 'taken' or 'kept', epoch, stored, clean, run, '', 0}
        """;

    private const string Release = """
        local was = redis.call('HMGET', KEYS[1], 'holder', 'epoch')
        if was[1] ~= ARGV[1] or was[2] ~= ARGV[2] then return 0 end
        redis.call('DEL', KEYS[1])
        local info = redis.pcall('INFO', 'server')
        local run = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
        if ARGV[3] == '1' then redis.call('HSET', KEYS[1], 'holder', '', 'epoch', ARGV[2], 'run', run) end
        return 1
        """;

    public async Task<LeaseAnswer> TakeAsync(LeaseAsk ask)
    {
        // Also a store that is away now and was never judged: what is written before the judgement makes it look like another's.
        var health = link.Health;
        if (health.State is RedisState.Refused or RedisState.Unknown || link.Owner.Remembered is null)
        {
            throw new RedisException($"The store is not known to be ours: {health.Cause}"); // nothing is written into another's database
        }

        var keys = new RedisKey[] { link.Keys.Lease, link.Keys.Epoch, link.Keys.Owner };
        var values = new RedisValue[] { ask.Holder.Id, ask.Holder.Text, (long)ask.Duration.TotalMilliseconds, ask.OwnEpoch, ask.SeenEpoch, link.Owner.Expected };
        var answer = (RedisResult[])(await AskAsync(keys, values))!;
        return new(
            KindOf((string)answer[0]!),
            (long)answer[1],
            (long)answer[2],
            (long)answer[3] == 1,
            (string)answer[4]!,
            LeaseIdentity.Plain((string)answer[5]!),
            TimeSpan.FromMilliseconds(Math.Max(0, (long)answer[6])));
    }

    /// <summary>A failure in words for people: it is shown as the reason why nothing is traded.</summary>
    private async Task<RedisResult> AskAsync(RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await link.Database.ScriptEvaluateAsync(Take, keys, values);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw new RedisException(link.Describe(e), e);
        }
    }

    public Task ReleaseAsync(string holderId, long epoch, bool isSettled) => link.Database.ScriptEvaluateAsync(
        Release, [link.Keys.Lease], [holderId, epoch.ToString(CultureInfo.InvariantCulture), isSettled ? 1 : 0]);

    private static LeaseAnswerKind KindOf(string word) => word switch
    {
        "kept" => LeaseAnswerKind.Kept,
        "taken" => LeaseAnswerKind.Taken,
        "passed" => LeaseAnswerKind.Passed,
        "other" => LeaseAnswerKind.Other,
        _ => throw new RedisException($"The lease script answered '{word}'."),
    };
}
