using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>
/// Gives another process every event of every journal of the account, journals that appear meanwhile as well: at least once, in each
/// journal's order as long as the group has one reader. An event is acknowledged after the handler returned; one on which it keeps
/// failing holds up its journal for a few tries and is then set aside. What is missing is reported, never skipped in silence.
/// </summary>
public sealed class RedisEventReader
{
    private static readonly TimeSpan PauseWhileAway = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromSeconds(1);
    private readonly IDatabase _database;
    private readonly RedisKeys _keys;
    private readonly RedisReaderOptions _options;
    private readonly EventHandling _handling;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SortedDictionary<string, JournalReading> _journals = new(StringComparer.Ordinal); // bounded by the account's journals
    private long? _keptAt;

    /// <param name="database">Of a connection of its own; nothing is claimed or owned by reading.</param>
    /// <param name="keys">Of the account.</param>
    /// <param name="options">Who reads.</param>
    /// <param name="handle">Has to bear the same event again.</param>
    /// <param name="onGap">Events that cannot be had any more.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Null: nowhere.</param>
    public RedisEventReader(
        IDatabase database, RedisKeys keys, RedisReaderOptions options, Func<ReceivedEvent, CancellationToken, Task> handle, Action<SequenceGap> onGap, TimeProvider time, ILogger<RedisEventReader>? log = null)
    {
        (_database, _keys, _options, _time, _log) = (database, keys, options, time, log ?? (ILogger)NullLogger.Instance);
        _handling = new EventHandling(handle, onGap, _log);
    }

    /// <summary>Reads until it is stopped; waits while the store is away.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var pause = TimeSpan.Zero;
            try
            {
                pause = await RoundAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (RedisLink.IsAway(e))
            {
                _log.ReaderWaits(e.Message);
                (pause, _keptAt) = (PauseWhileAway, null);
            }

            await Task.Delay(pause, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Takes the group off the list of those that trimming waits for; the group itself stays.</summary>
    public static Task RemoveAsync(IDatabase database, RedisKeys keys, string group) => database.SetRemoveAsync(keys.Groups, group);

    /// <summary>One batch of every journal. Returns how long to wait before the next.</summary>
    private async Task<TimeSpan> RoundAsync(CancellationToken stopping)
    {
        var isDue = _keptAt is not { } at || _time.GetElapsedTime(at) >= HousekeepingInterval;
        if (isDue)
        {
            await _database.SetAddAsync(_keys.Groups, _options.Group);
            await FindJournalsAsync();
            _keptAt = _time.GetTimestamp();
        }

        var hasMore = false;
        foreach (var journal in _journals.Values)
        {
            try
            {
                if (isDue)
                {
                    await journal.ClaimIdleAsync();
                    await journal.SavePositionAsync();
                }

                hasMore |= await journal.ReadAsync(stopping);
            }
            catch (RedisServerException e) when (e.Message.StartsWith("NOGROUP", StringComparison.Ordinal) || e.Message.Contains("no such key", StringComparison.Ordinal))
            {
                await journal.EnsureGroupAsync();
                _log.ReaderGroupMade(_options.Group, journal.JournalId);
                hasMore = true;
            }
        }

        return hasMore ? TimeSpan.Zero : _options.PollInterval;
    }

    private async Task FindJournalsAsync()
    {
        foreach (var key in await _database.HashKeysAsync(_keys.Journals))
        {
            var id = (string)key!;
            if (!_journals.ContainsKey(id))
            {
                var journal = new JournalReading(_database, _keys, _options, id, _handling, _time);
                await journal.EnsureGroupAsync();
                _journals.Add(id, journal);
            }
        }
    }
}
