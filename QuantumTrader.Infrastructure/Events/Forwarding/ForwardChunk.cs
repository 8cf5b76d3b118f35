using System.Buffers;
using System.Buffers.Text;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>Lines that go to the store together. It keeps a copy of their bytes, because the journal's cursor reuses its own.</summary>
internal sealed class ForwardChunk
{
    /// <summary>The server serves nobody else while it runs a script, so a chunk is a matter of a millisecond or two.</summary>
    public const int LinesMax = 256;
    private const int BytesMax = 256 * 1024;
    private const int IdLength = 36;
    private readonly RedisValue[] _full = new RedisValue[ForwardScript.HeaderLength + (LinesMax * ForwardScript.FieldsPerLine)];
    private byte[] _bytes = new byte[BytesMax];

    public int Count { get; private set; }

    public int Length { get; private set; }

    public long LastSequence { get; private set; }

    public DateTimeOffset FirstAtUtc { get; private set; }

    /// <summary>False when it is full. A line that is larger than a chunk has one to itself.</summary>
    public bool TryAdd(in JournalLine line)
    {
        var size = line.Bytes.Length + IdLength;
        if (Count == LinesMax || (Count > 0 && Length + size > _bytes.Length))
        {
            return false;
        }

        if (size > _bytes.Length)
        {
            _bytes = new byte[size];
        }

        FirstAtUtc = Count == 0 ? line.AtUtc : FirstAtUtc;
        var (id, bytes) = Copy(line);
        var at = ForwardScript.HeaderLength + (Count * ForwardScript.FieldsPerLine);
        _full[at] = line.Sequence;
        _full[at + 1] = id;
        _full[at + 2] = LineType.Of(bytes);
        _full[at + 3] = line.AtUtc.ToUnixTimeMilliseconds();
        _full[at + 4] = bytes;
        LastSequence = line.Sequence;
        Count++;
        return true;
    }

    /// <summary>Valid until the next <see cref="Clear"/>.</summary>
    public RedisValue[] Arguments(string owner, long top, string journalId, long epoch)
    {
        var length = ForwardScript.HeaderLength + (Count * ForwardScript.FieldsPerLine);
        var arguments = length == _full.Length ? _full : _full[..length];
        (arguments[0], arguments[1], arguments[2], arguments[3]) = (owner, top, journalId, epoch);
        return arguments;
    }

    public void Clear()
    {
        (Count, Length) = (0, 0);
        if (_bytes.Length > BytesMax)
        {
            _bytes = new byte[BytesMax];
        }
    }

    private (ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> Line) Copy(in JournalLine line)
    {
        var id = _bytes.AsMemory(Length, IdLength);
        Utf8Formatter.TryFormat(line.EventId, id.Span, out _, new StandardFormat('D'));
        var bytes = _bytes.AsMemory(Length + IdLength, line.Bytes.Length);
        line.Bytes.CopyTo(bytes);
        Length += IdLength + line.Bytes.Length;
        return (id, bytes);
    }
}
