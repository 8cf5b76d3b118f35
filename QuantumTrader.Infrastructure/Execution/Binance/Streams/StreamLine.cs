using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// Keeps one set of streams flowing: connects, makes a new connection when the old one ends, and replaces it before the venue's own
/// limit, so that nothing is missed then.
/// </summary>
/// <param name="name">For people: market, user.</param>
/// <param name="address">Asked before each connection.</param>
/// <param name="specs">What to subscribe to; empty for a stream that its address names.</param>
internal sealed class StreamLine(
    string name,
    Func<CancellationToken, ValueTask<ExchangeRead<Uri>>> address,
    IReadOnlyList<StreamSpec> specs,
    IStreamSink sink,
    StreamSettings settings,
    Func<IStreamSocket> sockets,
    TimeProvider time,
    ILogger log)
{
    private readonly StreamCounters _counters = new();
    private readonly Backoff _backoff = new(settings.BackoffMin, settings.BackoffMax, new SeededRandom(settings.Seed ^ (ulong)name.Length));
    private volatile StreamSession? _session;
    private volatile string? _lastFailure;

    /// <summary>Until <paramref name="stopping"/>; failures are told to the sink, not thrown.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var isFirst = true;
        while (!stopping.IsCancellationRequested)
        {
            if (await TryOpenAsync(stopping).ConfigureAwait(false) is { } session)
            {
                CountConnection(ref isFirst);
                sink.OnUp();
                var why = await ServeAsync(session, stopping).ConfigureAwait(false);
                sink.OnDown(why);
                Note(why, stopping);
            }

            await PauseAsync(stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the present connection, so that a new one is made.</summary>
    public void Restart(string why) => _session?.End(why);

    public StreamLineHealth Health()
    {
        var session = _session;
        var oldest = session?.Oldest;
        return new(
            name, session is { Ended.IsCompleted: false }, session?.OpenedAtUtc, session?.LastFrameAge, oldest?.Name, oldest?.Age,
            _counters.Reconnects, _counters.Rotations, _counters.Failures, _lastFailure, _counters.Frames, _counters.Garbage, _counters.Refusals);
    }

    private async Task<StreamSession?> TryOpenAsync(CancellationToken stopping)
    {
        StreamSession? session = null;
        try
        {
            var where = await address(stopping).ConfigureAwait(false);
            if (!where.IsOk)
            {
                Note(where.Failure!, stopping);
                return null;
            }

            session = new StreamSession(sockets(), where.Value, specs, sink, settings, _counters, time);
            try
            {
                await session.OpenAsync(stopping).ConfigureAwait(false);
                return session;
            }
            catch (Exception e) when (StreamFailure.IsExpected(e))
            {
                Note(StreamFailure.Text(e, where.Value), stopping);
                await session.DisposeAsync().ConfigureAwait(false);
                return null;
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Until the connection ends, with as many rotations as it takes; says why it ended.</summary>
    private async Task<string> ServeAsync(StreamSession session, CancellationToken stopping)
    {
        var due = settings.RotateAfter;
        while (true)
        {
            _session = session;
            using var shutdown = stopping.Register(static s => ((StreamSession)s!).End("closed by us"), session);
            using var wake = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var rotation = Task.Delay(due, time, wake.Token);
            await Task.WhenAny(session.Ended, session.Proved).ConfigureAwait(false);
            if (session.Proved.IsCompleted)
            {
                _backoff.Reset();
            }

            var first = await Task.WhenAny(session.Ended, rotation).ConfigureAwait(false);
            await wake.CancelAsync().ConfigureAwait(false);
            if (first == session.Ended || stopping.IsCancellationRequested)
            {
                await session.DisposeAsync().ConfigureAwait(false);
                return await session.Ended.ConfigureAwait(false);
            }

            var next = await TryReplaceAsync(session, stopping).ConfigureAwait(false);
            due = next is null ? settings.RotateMax : settings.RotateAfter;
            session = next ?? session;
        }
    }

    /// <summary>The old connection is closed only after the new one has brought everything.</summary>
    private async Task<StreamSession?> TryReplaceAsync(StreamSession old, CancellationToken stopping)
    {
        if (await TryOpenAsync(stopping).ConfigureAwait(false) is not { } next)
        {
            return null;
        }

        using var late = new CancellationTokenSource(settings.RotateMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        var given = Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token);
        await Task.WhenAny(next.Proved, next.Ended, old.Ended, given).ConfigureAwait(false);
        await either.CancelAsync().ConfigureAwait(false);
        if (!next.Proved.IsCompleted || next.Ended.IsCompleted || old.Ended.IsCompleted)
        {
            // Also when the old one broke meanwhile: what it missed must be told as a gap.
            next.End("did not prove itself while it was to take over");
            await next.DisposeAsync().ConfigureAwait(false);
            Note(await next.Ended.ConfigureAwait(false), stopping);
            return null;
        }

        _session = next;
        _counters.CountRotation();
        log.StreamRotated(name);
        await old.DisposeAsync().ConfigureAwait(false);
        return next;
    }

    private void CountConnection(ref bool isFirst)
    {
        if (!isFirst)
        {
            _counters.CountReconnect();
        }

        isFirst = false;
        log.StreamConnected(name);
    }

    private void Note(string why, CancellationToken stopping)
    {
        if (!stopping.IsCancellationRequested)
        {
            _counters.CountFailure();
            _lastFailure = why;
            log.StreamFailed(name, why);
        }
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(_backoff.Next(), time, stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A shutdown.
        }
    }
}
