using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Reads every byte of a journal and names what is wrong, by segment and line. Changes nothing and takes no lock.</summary>
public sealed class JournalVerifier
{
    private readonly IDisk _disk;
    private readonly string _directory;
    private readonly List<JournalFault> _faults = []; // bounded by JournalReport.FaultsMax
    private long _faultCount;
    private bool _isDamaged;
    private long _events;
    private long _unknown;
    private long _first;
    private long _last;

    private JournalVerifier(IDisk disk, string directory) => (_disk, _directory) = (disk, directory);

    public static JournalReport Verify(string directory) => Verify(PhysicalDisk.Instance, directory);

    public static JournalReport Verify(IDisk disk, string directory)
    {
        try
        {
            var segments = Segment.List(disk, directory);
            return segments.Count == 0
                ? new JournalReport { Directory = directory, Unusable = $"There is no segment in {directory}; is this the journal's directory (data/events)?" }
                : new JournalVerifier(disk, directory).Run(segments);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new JournalReport { Directory = directory, Unusable = $"{directory} cannot be read: {e.Message}" };
        }
    }

    private JournalReport Run(IReadOnlyList<Segment> segments)
    {
        for (var i = 0; i < segments.Count; i++)
        {
            Check(segments[i], isLast: i == segments.Count - 1, isFirst: i == 0);
        }

        return new JournalReport
        {
            Directory = _directory,
            Segments = segments.Count,
            Events = _events,
            UnknownTypes = _unknown,
            FirstSequence = _first,
            LastSequence = _last,
            Faults = _faults,
            FaultCount = _faultCount,
            IsDamaged = _isDamaged,
        };
    }

    private void Check(Segment segment, bool isLast, bool isFirst)
    {
        if (!isFirst && segment.FirstSequence != _last + 1)
        {
            Add(segment, 0, 0, $"begins with sequence {segment.FirstSequence}, but {_last + 1} comes next: {segment.FirstSequence - _last - 1} events are missing", true);
        }

        _last = Math.Max(_last, segment.FirstSequence - 1);
        using var lines = new SegmentReader(_disk.OpenRead(Path.Combine(_directory, segment.Name)));
        while (lines.Next())
        {
            Check(segment, lines, isLast);
        }
    }

    private void Check(Segment segment, SegmentReader lines, bool isLast)
    {
        if (!lines.IsTerminated && lines.IsAtEnd)
        {
            Add(segment, lines, $"{lines.Line.Length} bytes of a write that was never finished{(isLast ? "; they are cut off at the next start" : "")}", !isLast);
            return;
        }

        var verdict = lines.Read(out _, out var fault);
        if (verdict is LineVerdict.BadChecksum or LineVerdict.Malformed)
        {
            Add(segment, lines, fault!, true);
            return;
        }

        Sound(segment, lines, lines.PeekSequence() ?? 0, verdict);
    }

    private void Sound(Segment segment, SegmentReader lines, long sequence, LineVerdict verdict)
    {
        if (sequence > segment.LastSequenceMax)
        {
            Add(segment, lines, $"sequence {sequence} was left by a write that failed; the next segment has it", false);
            return;
        }

        if (sequence <= _last)
        {
            Add(segment, lines, $"sequence {sequence} comes after {_last}", true);
            return;
        }

        if (sequence > _last + 1)
        {
            Add(segment, lines, $"sequence {sequence} comes after {_last}: {sequence - _last - 1} events are missing", true);
        }

        _events++;
        _unknown += verdict == LineVerdict.UnknownType ? 1 : 0;
        _first = _first == 0 ? sequence : _first;
        _last = sequence;
    }

    private void Add(Segment segment, SegmentReader lines, string what, bool isDamage) => Add(segment, lines.Number, lines.Offset, what, isDamage);

    private void Add(Segment segment, long line, long offset, string what, bool isDamage)
    {
        _faultCount++;
        _isDamaged |= isDamage;
        if (_faults.Count < JournalReport.FaultsMax)
        {
            _faults.Add(new(segment.Name, line, offset, what, isDamage));
        }
    }
}
