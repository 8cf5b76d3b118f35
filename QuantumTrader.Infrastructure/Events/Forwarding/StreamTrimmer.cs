using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>
/// Lets go of entries that are older than <see cref="RedisOptions.StreamRetention"/>, and never of one that a registered group
/// (<see cref="RedisKeys.Groups"/>) has not handled. A registered group that is not on a stream yet holds all of that stream.
/// </summary>
public sealed class StreamTrimmer(RedisLink link, TimeProvider time, ILogger<StreamTrimmer>? log = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // One script, so that no group can appear or go back between the look and the trim. -1: a group is missing. Trimming may keep a
    // few entries more than asked (the server frees whole nodes), never fewer.
    private const string Script = """
        local least = tonumber(ARGV[1])
        for _, name in ipairs(redis.call('SMEMBERS', KEYS[2])) do
          local found = false
          for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
            local fields = {}
            for i = 1, #group, 2 do fields[group[i]] = group[i + 1] end
            if fields['name'] == name then
              found = true
              local next = tonumber(string.match(fields['last-delivered-id'], '^(%d+)')) + 1
              if tonumber(fields['pending']) > 0 then
                local lowest = redis.call('XPENDING', KEYS[1], name)[2]
                next = math.min(next, tonumber(string.match(lowest, '^(%d+)')))
              end
              least = math.min(least, next)
            end
          end
          if not found then return -1 end
        end
        return redis.call('XTRIM', KEYS[1], 'MINID', '~', string.format('%.0f-0', least))
        """;

    private readonly ILogger _log = log ?? (ILogger)NullLogger.Instance;

    /// <summary>Trims now and then until it is stopped; waits while the store is away.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await TrimAsync();
            }
            catch (Exception e) when (RedisLink.IsAway(e))
            {
                // There is always a next time; the link says what is wrong.
            }

            await Task.Delay(Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Trims every journal's stream once; nothing while the store is not ready. Returns how many entries went.</summary>
    public async Task<long> TrimAsync()
    {
        if (link.Health.State != RedisState.Ready)
        {
            return 0;
        }

        var trimmed = 0L;
        foreach (var journal in await link.Database.HashKeysAsync(link.Keys.Journals))
        {
            trimmed += await TrimAsync((string)journal!);
        }

        return trimmed;
    }

    private async Task<long> TrimAsync(string journalId)
    {
        var stream = link.Keys.Events(journalId);
        var before = await FirstToKeepAsync(stream, (time.GetUtcNow() - link.Options.StreamRetention).ToUnixTimeMilliseconds());
        if (before is not { } sequence)
        {
            return 0;
        }

        var count = (long)await link.Database.ScriptEvaluateAsync(Script, [stream, link.Keys.Groups], [sequence]);
        if (count > 0)
        {
            _log.StreamTrimmed(count, sequence, journalId);
        }

        return Math.Max(0, count);
    }

    /// <summary>The sequence of the first entry that is young enough, found by halving; null when there is nothing to trim.</summary>
    private async Task<long?> FirstToKeepAsync(string stream, long bornMin)
    {
        var ends = await StreamEnds.ReadAsync(link.Database, stream);
        if (ends.First is not { } low)
        {
            return null;
        }

        var (first, high) = (low, ends.Top); // the newest entry always stays
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await EntryAtOrAfterAsync(stream, middle) is var (sequence, born) && born < bornMin && sequence < ends.Top)
            {
                low = sequence + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > first ? low : null;
    }

    /// <summary>An entry without a readable time is as if born now: it stays.</summary>
    private async Task<(long Sequence, long Born)?> EntryAtOrAfterAsync(string stream, long sequence)
    {
        var page = await link.Database.StreamRangeAsync(stream, EntryFields.IdOf(sequence), "+", 1);
        return page is [var entry] && EntryFields.TrySequence(entry.Id, out var found)
            ? (found, long.TryParse((string?)entry[EntryFields.At], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : long.MaxValue)
            : null;
    }
}
