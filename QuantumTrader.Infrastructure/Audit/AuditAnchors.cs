using QuantumTrader.Domain.Audit;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>Reads the anchors of a journal, while it is written or not. Changes nothing and takes no lock.</summary>
public static class AuditAnchors
{
    private static readonly string TypeName = Domain.Events.EventCatalogue.All.Single(kind => kind.Type == typeof(AuditAnchored)).Name;

    /// <summary>
    /// One for each anchored record at most, in the order of the records; none when there is no journal. Damaged lines of the journal
    /// are left out: they are for <c>events verify</c> to tell.
    /// </summary>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="InvalidDataException">The journal anchors one record in two ways.</exception>
    public static IReadOnlyList<AuditAnchor> Read(IDisk disk, string journalDirectory, CancellationToken stopping) => Read(disk, [journalDirectory], stopping);

    /// <param name="journalDirectories">All that may hold some: with the event buffer switched off they are among the records.</param>
    /// <inheritdoc cref="Read(IDisk, string, CancellationToken)"/>
    public static IReadOnlyList<AuditAnchor> Read(IDisk disk, IReadOnlyList<string> journalDirectories, CancellationToken stopping)
    {
        var anchors = new SortedDictionary<long, AuditAnchor>(); // bounded by the audit trail
        foreach (var anchor in journalDirectories.SelectMany(directory => Walk(disk, directory, stopping)))
        {
            if (!anchors.TryAdd(anchor.Seq, anchor) && anchors[anchor.Seq].Hash != anchor.Hash)
            {
                throw new InvalidDataException($"record {anchor.Seq} is anchored in two ways, at the journal's sequences {anchors[anchor.Seq].JournalSequence} and {anchor.JournalSequence}: the trail was lost or rewritten in between");
            }
        }

        return [.. anchors.Values];
    }

    private static IEnumerable<AuditAnchor> Walk(IDisk disk, string directory, CancellationToken stopping)
    {
        if (Segment.List(disk, directory) is not [.., var last])
        {
            yield break;
        }

        using var walk = new JournalWalk(disk, directory, quarantine: null, 0);
        walk.Extend(new DurableEnd(long.MaxValue, last.FirstSequence, LengthOf(disk, Path.Combine(directory, last.Name))));
        while (Next(walk, out var anchor))
        {
            stopping.ThrowIfCancellationRequested();
            if (anchor is { } found)
            {
                yield return found;
            }
        }
    }

    private static bool Next(JournalWalk walk, out AuditAnchor? anchor)
    {
        anchor = null;
        if (!walk.Next(out var head, out var verdict))
        {
            return false;
        }

        if (verdict == LineVerdict.Ok && head.TypeName == TypeName
            && EventLine.ReadEvent(head, out var journaled, out _) == LineVerdict.Ok && journaled.Event is AuditAnchored anchored)
        {
            anchor = new(anchored.Seq, anchored.Hash, journaled.Sequence);
        }

        return true;
    }

    private static long LengthOf(IDisk disk, string path)
    {
        using var stream = disk.OpenRead(path);
        return stream.Length;
    }
}
