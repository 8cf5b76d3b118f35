namespace QuantumTrader.Infrastructure.Market;

/// <summary>Lines of bytes out of a stream through one fixed buffer; a line is valid until the next is read.</summary>
internal sealed class KlineLineReader(Stream stream, KlinePlace place, long bytesMax)
{
    public const int LineBytesMax = 4096;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _bytesRead;
    private bool _atEnd;

    /// <summary>The next line without its line end; false at the end of the stream.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var length = FindLineEnd();
        place.Line++;
        if (length < 0)
        {
            line = _buffer.AsSpan(_start, _end - _start);
            _start = _end;
            place.IsUnterminated = !line.IsEmpty;
            return !line.IsEmpty;
        }

        line = _buffer.AsSpan(_start, length);
        _start += length + 1;
        line = line.EndsWith((byte)'\r') ? line[..^1] : line;
        return true;
    }

    /// <summary>Length of the line up to its line feed, or -1 when the stream ends before one.</summary>
    private int FindLineEnd()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0 || _atEnd)
            {
                return length;
            }

            if (_end - _start > LineBytesMax)
            {
                place.Line++;
                throw place.Fault($"no line end within {LineBytesMax} bytes: this is not a text file of klines. Name a CSV file, or a zip with one in it.");
            }

            Fill();
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var count = stream.Read(_buffer.AsSpan(_end));
        _end += count;
        _bytesRead += count;
        _atEnd = count == 0;
        if (_bytesRead > bytesMax)
        {
            throw place.FileFault($"is larger than {bytesMax} bytes unpacked: split it into smaller files.");
        }
    }
}
