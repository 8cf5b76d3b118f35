using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Deletes segments that nobody needs any more, from the oldest on: every registered consumer has confirmed all of its lines, the
/// trades have been saved past it, and its newest line is older than <see cref="EventsOptions.Retention"/>. The first that has
/// to stay keeps all behind it, and the newest segment always stays. What cannot be found out keeps a segment.
/// </summary>
/// <param name="disk">The journal's.</param>
/// <param name="directory">The journal's.</param>
/// <param name="consumers">Who has to have had every line; null: nobody.</param>
/// <param name="tradeCheckpoint">Up to which sequence the trade states are saved; called on the thread that runs this.</param>
/// <param name="options">How long segments are kept at least.</param>
/// <param name="time">Times the rounds and tells the age.</param>
/// <param name="log">Where deletions and failures are told.</param>
public sealed class JournalRetention(
    IDisk disk, string directory, IJournalConsumers? consumers, Func<long> tradeCheckpoint, EventsOptions options, TimeProvider time, ILogger<JournalRetention>? log = null)
{
    private const ConfigureAwaitOptions EndQuietly = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private readonly ILogger _log = log ?? (ILogger)NullLogger.Instance;

    /// <summary>Segments deleted since the start.</summary>
    public long DeletedCount { get; private set; }

    /// <summary>One round a minute until it is stopped; never throws. It waits for the disk, so it does not belong on the engine's loop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Run();
            }
            catch (Exception e) // whatever keeps it from deciding, the segments stay
            {
                _log.RetentionFailed(e);
            }

            await Task.Delay(Interval, time, stopping).ConfigureAwait(EndQuietly);
        }
    }

    /// <summary>One round: returns how many segments went. Throws what the disk or the checkpoint threw.</summary>
    public int Run()
    {
        var segments = Segment.List(disk, directory);
        var confirmed = Confirmed();
        var deleted = 0;
        while (deleted < segments.Count - 1 && MayGo(segments[deleted], confirmed))
        {
            Delete(segments[deleted]);
            deleted++;
        }

        return deleted;
    }

    private long Confirmed() => (consumers?.All.Values ?? []).Append(tradeCheckpoint()).Min();

    private bool MayGo(in Segment segment, long confirmed) =>
        confirmed >= segment.LastSequenceMax
        && SegmentTail.NewestAtUtc(disk, Path.Combine(directory, segment.Name), segment.FirstSequence) is { } newest
        && time.GetUtcNow() - newest > options.Retention;

    private void Delete(in Segment segment)
    {
        disk.Delete(Path.Combine(directory, segment.Name));
        disk.FlushDirectory(directory); // each for itself, so that a crash never leaves an older one without its successor
        DeletedCount++;
        _log.SegmentDeleted(segment.Name, segment.LastSequenceMax);
    }
}
