using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// Goes through the durable lines of a directory in order, from segment to segment, and can go on later from where it stopped.
/// Memory is bounded by one line. What cannot be read goes to the quarantine. Not for two threads at once.
/// </summary>
internal sealed class JournalWalk(IDisk disk, string directory, Quarantine? quarantine, long after) : IDisposable
{
    private SegmentReader? _lines;
    private Segment _segment;
    private long _passed; // first sequence of the last segment that was read to its end
    private DurableEnd _end;

    /// <summary>Of the last line given.</summary>
    public long Sequence { get; private set; } = after;

    /// <summary>The current line without its line feed.</summary>
    public ReadOnlySpan<byte> Line => _lines!.Line is [.., (byte)'\n'] line ? line[..^1] : _lines.Line;

    /// <summary>Lets the walk go on up to here.</summary>
    public void Extend(in DurableEnd end)
    {
        _end = end;
        _lines?.Extend(Limit);
    }

    /// <summary>False at the end. The verdict is <see cref="LineVerdict.Ok"/> or <see cref="LineVerdict.UnknownType"/>.</summary>
    public bool Next(out LineHead head, out LineVerdict verdict)
    {
        while (Sequence < _end.Sequence && (_lines is not null || OpenNext()))
        {
            if (NextLine())
            {
                if (TryTake(out head, out verdict))
                {
                    return true;
                }
            }
            else if (_segment.FirstSequence == _end.SegmentFirst)
            {
                break;
            }
            else
            {
                _passed = _segment.FirstSequence;
                Close();
            }
        }

        head = default;
        verdict = LineVerdict.Ok;
        return false;
    }

    /// <summary>The current line, sound as it is, cannot be understood after all.</summary>
    public void SetAside(string fault) => quarantine?.Add(_segment.Name, _lines!.Offset, _lines.Line, fault);

    /// <summary>After a failure of the disk: the next line is looked for anew.</summary>
    public void Reset()
    {
        _passed = 0;
        Close();
    }

    public void Dispose() => Close();

    private long Limit => _segment.FirstSequence == _end.SegmentFirst ? _end.Length : long.MaxValue;

    private bool OpenNext()
    {
        while (Segment.List(disk, directory).Where(IsNext).Cast<Segment?>().FirstOrDefault() is { } next)
        {
            var path = Path.Combine(directory, next.Name);
            try
            {
                _segment = next;
                _lines = Open(path);
                return true;
            }
            catch (FileNotFoundException) when (!disk.Exists(path))
            {
                // Every consumer had it and it was deleted since the directory was listed.
            }
        }

        return false;
    }

    private bool IsNext(Segment segment) =>
        segment.FirstSequence > _passed && segment.LastSequenceMax > Sequence && segment.FirstSequence <= _end.Sequence;

    private SegmentReader Open(string path)
    {
        var stream = disk.OpenRead(path);
        var lines = new SegmentReader(stream, end: Limit);
        try
        {
            if (Sequence >= _segment.FirstSequence)
            {
                SegmentSearch.GoAfter(lines, Sequence, Math.Min(stream.Length, Limit));
            }

            return lines;
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>False at the segment's end, which is also where lines begin that a failed write left behind.</summary>
    private bool NextLine()
    {
        if (!_lines!.Next())
        {
            return false;
        }

        if (!_lines.IsTerminated && _lines.IsAtEnd)
        {
            _lines.Unread(); // its rest may come
            return false;
        }

        return !(_lines.IsSound && _lines.PeekSequence() > _segment.LastSequenceMax);
    }

    private bool TryTake(out LineHead head, out LineVerdict verdict)
    {
        head = default;
        verdict = LineVerdict.Ok;
        if (_lines!.IsSound && _lines.PeekSequence() <= Sequence)
        {
            return false; // at or below what was asked for
        }

        verdict = _lines.ReadHead(out head, out var fault);
        if (verdict is LineVerdict.Ok or LineVerdict.UnknownType)
        {
            Sequence = head.Sequence;
            return true;
        }

        SetAside(fault!);
        return false;
    }

    private void Close()
    {
        _lines?.Dispose();
        _lines = null;
    }
}
