namespace QuantumTrader.Infrastructure.Events;

/// <summary>Lines of a stream with their places, in memory bounded by the longest line that is allowed.</summary>
/// <param name="stream">At <paramref name="offset"/>; disposed with this.</param>
/// <param name="offset">Where reading begins.</param>
/// <param name="end">Bytes at and behind it are not looked at.</param>
/// <param name="lengthMax">What is longer comes in pieces.</param>
internal sealed class LineReader(Stream stream, long offset = 0, long end = long.MaxValue, int lengthMax = EventSerializer.LineLengthMax) : IDisposable
{
    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;
    private int _length;
    private long _position = offset; // of the stream
    private long _limit = end;

    /// <summary>The current line with its line feed. A piece of a line longer than is allowed counts as a line.</summary>
    public ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _length);

    /// <summary>Where the current line begins in the file.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>Counted from 1 at the place where reading began.</summary>
    public long Number { get; private set; }

    /// <summary>False for what follows the last line feed of the file.</summary>
    public bool IsTerminated => _length > 0 && _buffer[_start + _length - 1] == '\n';

    /// <summary>Nothing is behind the current line, for now.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>More may be read from now on.</summary>
    public void Extend(long end)
    {
        _limit = end;
        IsAtEnd = false;
    }

    /// <summary>Goes on at another place, which need not be the start of a line.</summary>
    public void Seek(long offset)
    {
        stream.Position = offset;
        (_position, Offset) = (offset, offset);
        (_start, _end, _length) = (0, 0, 0);
        IsAtEnd = false;
    }

    /// <summary>The current line is read again by the next call of <see cref="Next"/>.</summary>
    public void Unread()
    {
        Number--;
        _length = 0;
        IsAtEnd = false;
    }

    public bool Next()
    {
        Offset += _length;
        _start += _length;
        _length = 0;
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                return Take(searched + at + 1);
            }

            searched = _end - _start;
            if (IsAtEnd || searched > lengthMax)
            {
                return searched > 0 && Take(searched);
            }

            Fill();
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Take(int length)
    {
        _length = length;
        Number++;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer.AsSpan(_end, (int)Math.Clamp(_limit - _position, 0, _buffer.Length - _end)));
        _end += read;
        _position += read;
        IsAtEnd = read == 0;
    }
}
