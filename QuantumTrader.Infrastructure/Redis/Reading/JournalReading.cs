using QuantumTrader.Infrastructure.Events.Forwarding;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis.Reading;

/// <summary>One group's reading of one journal's stream, in order. Not for two threads at once.</summary>
internal sealed class JournalReading(IDatabase database, RedisKeys keys, RedisReaderOptions options, string journalId, EventHandling handling, TimeProvider time)
{
    private readonly string _stream = keys.Events(journalId);
    private readonly GapFinder _gaps = new(database, keys.Events(journalId), journalId, handling.ReportGap);
    private readonly List<RedisValue> _handled = []; // bounded by a batch
    private bool _hasPending = true; // of before a restart
    private long? _failedAt;
    private RedisValue _claimFrom = "0-0";

    public string JournalId => journalId;

    /// <summary>Makes the group where it is missing, behind what was handled.</summary>
    public async Task EnsureGroupAsync()
    {
        var kept = options.Checkpoint?.Invoke(journalId) ?? (long?)await database.HashGetAsync(keys.ReadPositions(options.Group), journalId);
        var handled = kept ?? 0;
        if (!await CreateAsync(handled) && await DeliveredAsync() is { } delivered)
        {
            handled = Math.Min(kept ?? delivered, delivered); // gaps since then may not have been reported before a crash
        }

        _gaps.StartAfter(handled);
        _hasPending = true;
    }

    /// <summary>Handles what there is, at most one batch. False when nothing more can be done at once.</summary>
    public async Task<bool> ReadAsync(CancellationToken stopping)
    {
        if (_failedAt is { } at && time.GetElapsedTime(at) < options.RetryPause)
        {
            return false;
        }

        _failedAt = null;
        return await ReadPendingAsync(stopping) && await ReadNewAsync(stopping);
    }

    /// <summary>Takes over what other readers of the group left.</summary>
    public async Task ClaimIdleAsync()
    {
        var claimed = await database.StreamAutoClaimIdsOnlyAsync(_stream, options.Group, options.Consumer, (long)options.IdleMax.TotalMilliseconds, _claimFrom, options.BatchMax);
        _claimFrom = claimed.NextStartId;
        _hasPending |= claimed.ClaimedIds.Length > 0;
    }

    /// <summary>Remembers, for a group that is deleted, up to where everything was handled.</summary>
    public async Task SavePositionAsync()
    {
        // First the end, then the pending: what becomes pending in between is behind that end.
        if (await DeliveredAsync() is { } handled)
        {
            var pending = await database.StreamPendingAsync(_stream, options.Group);
            handled = pending.PendingMessageCount > 0 ? Math.Min(handled, Sequence(pending.LowestPendingMessageId) - 1) : handled;
            await database.HashSetAsync(keys.ReadPositions(options.Group), journalId, handled);
        }
    }

    /// <summary>What was delivered and not handled comes before anything new, one by one, so that the journal's order is kept.</summary>
    private async Task<bool> ReadPendingAsync(CancellationToken stopping)
    {
        while (_hasPending)
        {
            stopping.ThrowIfCancellationRequested();
            var pending = await database.StreamReadGroupAsync(_stream, options.Group, options.Consumer, "0-0", 1);
            if (pending.Length == 0)
            {
                _hasPending = false;
            }
            else if (!await HandlePendingAsync(pending[0], stopping))
            {
                return Failed();
            }
        }

        return true;
    }

    private async Task<bool> ReadNewAsync(CancellationToken stopping)
    {
        _hasPending = true; // until everything that this delivers is acknowledged, whatever breaks
        var entries = await database.StreamReadGroupAsync(_stream, options.Group, options.Consumer, ">", options.BatchMax);
        try
        {
            foreach (var entry in entries)
            {
                await _gaps.SeeAsync(entry.Id);
                if (!await HandleAsync(entry, 1, stopping))
                {
                    return Failed();
                }
            }
        }
        finally
        {
            await AcknowledgeAsync();
        }

        _hasPending = false;
        return entries.Length > 0;
    }

    private bool Failed()
    {
        _failedAt = time.GetTimestamp();
        return false;
    }

    private async Task<bool> HandlePendingAsync(StreamEntry entry, CancellationToken stopping)
    {
        if (entry.Values is null or { Length: 0 })
        {
            handling.ReportGap(new(journalId, Sequence(entry.Id), Sequence(entry.Id))); // deleted since it was delivered
            await database.StreamAcknowledgeAsync(_stream, options.Group, entry.Id);
            return true;
        }

        var counts = await database.StreamPendingMessagesAsync(_stream, options.Group, 1, options.Consumer, entry.Id, entry.Id);
        var deliveries = counts is [var one] ? one.DeliveryCount : 1;
        if (deliveries > options.DeliveriesMax)
        {
            await SetAsideAsync(entry, deliveries - 1, "the process ended while it handled it"); // each time
            return true;
        }

        var isHandled = await HandleAsync(entry, deliveries, stopping);
        await AcknowledgeAsync();
        return isHandled;
    }

    /// <summary>True when it was handled or set aside.</summary>
    private async Task<bool> HandleAsync(StreamEntry entry, int deliveries, CancellationToken stopping)
    {
        if (EntryParser.Parse(journalId, entry) is not { } received)
        {
            await SetAsideAsync(entry, deliveries, "it is not an entry of the forwarder");
            return true;
        }

        if (await handling.TryAsync(received, stopping) is not { } failure)
        {
            _handled.Add(entry.Id);
            return true;
        }

        if (deliveries < options.DeliveriesMax)
        {
            return false;
        }

        await SetAsideAsync(entry, deliveries, failure);
        return true;
    }

    private async Task AcknowledgeAsync()
    {
        if (_handled.Count > 0)
        {
            RedisValue[] ids = [.. _handled];
            _handled.Clear(); // when this fails they are pending, and handled again
            await database.StreamAcknowledgeAsync(_stream, options.Group, ids);
        }
    }

    /// <summary>Both or neither; after a time-out it may be set aside twice, which a person sees by its sequence.</summary>
    private async Task SetAsideAsync(StreamEntry entry, int deliveries, string why)
    {
        NameValueEntry[] about = [new("journal", journalId), new("entry", entry.Id), new("deliveries", deliveries), new("why", why), .. entry.Values];
        var together = database.CreateTransaction();
        var added = together.StreamAddAsync(keys.DeadLetters(options.Group), about);
        var acknowledged = together.StreamAcknowledgeAsync(_stream, options.Group, entry.Id);
        await together.ExecuteAsync();
        await Task.WhenAll(added, acknowledged);
        handling.ReportSetAside(journalId, Sequence(entry.Id), why);
    }

    private async Task<bool> CreateAsync(long handled)
    {
        try
        {
            return await database.StreamCreateConsumerGroupAsync(_stream, options.Group, EntryFields.IdOf(handled), createStream: true);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>The last sequence that any reader of the group got; null without a group.</summary>
    private async Task<long?> DeliveredAsync()
    {
        var group = (await database.StreamGroupInfoAsync(_stream)).FirstOrDefault(g => g.Name == options.Group);
        return group.Name is null ? null : Sequence(group.LastDeliveredId);
    }

    private static long Sequence(RedisValue id) => EntryFields.TrySequence(id, out var sequence) ? sequence : 0;
}
