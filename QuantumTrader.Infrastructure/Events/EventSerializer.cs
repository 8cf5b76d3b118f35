using System.Buffers.Text;
using System.IO.Hashing;
using System.Text.Json;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// One event is one line of JSON in UTF-8, ended by a line feed:
/// <code>{"seq":7,"id":"…","type":"order.filled","v":1,"at":"2026-01-02T03:04:05.0000000+00:00","corr":"…","cause":"…","data":{…},"sum":"0123456789abcdef"}</code>
/// corr and cause are left out when there is none. sum is the XxHash3 (64 bits, seed 0, lower-case hex) of all bytes before
/// <c>,"sum"</c>. Writing allocates nothing once the buffer has grown. Not for two threads at once; reading is <see cref="EventLine"/>.
/// </summary>
public sealed class EventSerializer : IDisposable
{
    /// <summary>Longer lines are refused when written and quarantined when read.</summary>
    public const int LineLengthMax = 8 * 1024 * 1024;

    private const int BodyLengthMax = LineLengthMax - 128; // the sequence and the sum come to it
    private const int BodyCapacity = 4 * 1024;
    private const int BodyKeptMax = 1024 * 1024;

    private LineBuffer _body = new(BodyCapacity);
    private readonly Utf8JsonWriter _payload = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    /// <summary>
    /// Appends the line. Throws <see cref="ArgumentException"/>, and leaves the buffer as it was, for an event that cannot be
    /// written: not in the catalogue, an id never assigned, longer than <see cref="LineLengthMax"/>.
    /// </summary>
    public void Write(LineBuffer into, long sequence, DomainEvent e)
    {
        Prepare(e);
        WritePrepared(into, sequence);
    }

    /// <summary>Does all that can be done without knowing the sequence. Throws like <see cref="Write"/>.</summary>
    internal void Prepare(DomainEvent e)
    {
        _body.CutTo(0);
        try
        {
            var type = EventTypes.Of(e);
            WriteHead(_body, e, type);
            _body.Append(",\"data\":"u8);
            _payload.Reset(_body);
            JsonSerializer.Serialize(_payload, e, type.Payload);
            _payload.Flush();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw failure as ArgumentException ?? new ArgumentException($"{e.GetType().Name} {e.EventId} cannot be written: {failure.Message}", nameof(e), failure);
        }

        if (_body.Length > BodyLengthMax)
        {
            throw new ArgumentException($"{e.GetType().Name} {e.EventId} is {_body.Length} bytes long; at most {BodyLengthMax} are taken.", nameof(e));
        }
    }

    /// <summary>Appends the line of the event that was prepared last. Throws nothing.</summary>
    internal void WritePrepared(LineBuffer into, long sequence)
    {
        var start = into.Length;
        into.Append(EventLine.SeqStart);
        Utf8Formatter.TryFormat(sequence, into.GetSpan(), out var written);
        into.Advance(written);
        into.Append(_body.Written);
        WriteSum(into, start);
        if (_body.Length > BodyKeptMax)
        {
            _body = new LineBuffer(BodyCapacity);
        }
    }

    public void Dispose() => _payload.Dispose();

    private static void WriteHead(LineBuffer into, DomainEvent e, EventType type)
    {
        into.Append(",\"id\":\""u8);
        WriteGuid(into, e.EventId);
        into.Append(type.Head);
        Utf8Formatter.TryFormat(e.AtUtc, into.GetSpan(), out var written, 'O');
        into.Advance(written);
        into.Append("\""u8);
        if (e.CorrelationId is { } correlation)
        {
            into.Append(",\"corr\":\""u8);
            WriteGuid(into, correlation);
            into.Append("\""u8);
        }

        if (e.CausationId is { } cause)
        {
            into.Append(",\"cause\":\""u8);
            WriteGuid(into, cause);
            into.Append("\""u8);
        }
    }

    private static void WriteGuid(LineBuffer into, Guid id)
    {
        Utf8Formatter.TryFormat(id, into.GetSpan(), out var written);
        into.Advance(written);
    }

    private static void WriteSum(LineBuffer into, int start)
    {
        var sum = XxHash3.HashToUInt64(into.Written[start..]);
        into.Append(EventLine.SumStart);
        Utf8Formatter.TryFormat(sum, into.GetSpan(), out var written, EventLine.SumFormat);
        into.Advance(written);
        into.Append("\"}\n"u8);
    }
}
