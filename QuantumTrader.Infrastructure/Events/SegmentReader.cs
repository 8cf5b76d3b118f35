using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// The lines of one segment in order, each judged. A line that lost its line feed and so runs into the next one is taken
/// apart again, so that one damaged byte costs at most one event.
/// </summary>
/// <param name="stream">At <paramref name="offset"/>; disposed with this.</param>
/// <param name="offset">Where reading begins.</param>
/// <param name="end">Bytes at and behind it are not looked at.</param>
internal sealed class SegmentReader(Stream stream, long offset = 0, long end = long.MaxValue) : IDisposable
{
    private readonly LineReader _lines = new(stream, offset, end);
    private int _from;
    private int _to;

    /// <summary>The bytes that the verdict is about.</summary>
    public ReadOnlySpan<byte> Line => _lines.Line[_from.._to];

    public long Offset => _lines.Offset + _from;

    /// <summary>The line's checksum fits.</summary>
    public bool IsSound { get; private set; }

    public long Number => _lines.Number;

    /// <summary>False when the file ends without a line feed: the line was never finished, so nobody was told that it is durable.</summary>
    public bool IsTerminated => _lines.IsTerminated;

    /// <summary>Nothing is behind the current line, for now.</summary>
    public bool IsAtEnd => _lines.IsAtEnd;

    public void Extend(long end) => _lines.Extend(end);

    /// <summary>Goes on at another place; what comes first may be a part of a line.</summary>
    public void Seek(long offset)
    {
        (_from, _to) = (0, 0);
        _lines.Seek(offset);
    }

    /// <summary>The line that the current one is in is read again.</summary>
    public void Unread()
    {
        (_from, _to) = (0, 0);
        _lines.Unread();
    }

    public bool Next()
    {
        if (_to < _lines.Line.Length)
        {
            _from = _to;
        }
        else if (_lines.Next())
        {
            _from = 0;
        }
        else
        {
            return false;
        }

        _to = _lines.Line.Length;
        IsSound = EventLine.HasSoundSum(Line);
        if (!IsSound)
        {
            TakeApart();
        }

        return true;
    }

    /// <summary>The sequence in the line's first bytes, unchecked.</summary>
    public long? PeekSequence() => EventLine.PeekSequence(Line);

    /// <summary>All but the payload.</summary>
    public LineVerdict ReadHead(out LineHead head, out string? fault) => EventLine.ReadHead(Line, IsSound, out head, out fault);

    public LineVerdict Read(out JournaledEvent journaled, out string? fault) => EventLine.Read(Line, out journaled, out fault);

    public void Dispose() => _lines.Dispose();

    private void TakeApart()
    {
        var rest = _lines.Line[(_from + 1)..];
        var next = rest.IndexOf(EventLine.SeqStart);
        if (next >= 0)
        {
            _to = _from + 1 + next;
            IsSound = EventLine.HasSoundSum(_lines.Line[_from..(_to - 1)]); // only its line feed is damaged
            _to -= IsSound ? 1 : 0;
        }
    }
}
