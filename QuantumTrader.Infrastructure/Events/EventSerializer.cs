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

    private readonly Utf8JsonWriter _payload = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    /// <summary>
    /// Appends the line. Throws <see cref="ArgumentException"/>, and leaves the buffer as it was, for an event that cannot be
    /// written: not in the catalogue, an id never assigned, longer than <see cref="LineLengthMax"/>.
    /// </summary>
    public void Write(LineBuffer into, long sequence, DomainEvent e)
    {
        var start = into.Length;
        try
        {
            WriteLine(into, start, sequence, e);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            into.CutTo(start);
            throw failure as ArgumentException ?? new ArgumentException($"{e.GetType().Name} {e.EventId} cannot be written: {failure.Message}", nameof(e), failure);
        }
    }

    public void Dispose() => _payload.Dispose();

    private void WriteLine(LineBuffer into, int start, long sequence, DomainEvent e)
    {
        var type = EventTypes.Of(e);
        WriteHead(into, sequence, e, type);
        into.Append(",\"data\":"u8);
        _payload.Reset(into);
        JsonSerializer.Serialize(_payload, e, type.Payload);
        _payload.Flush();
        WriteSum(into, start);
        if (into.Length - start > LineLengthMax)
        {
            throw new ArgumentException($"{type.Kind.Name} {e.EventId} is {into.Length - start} bytes long; at most {LineLengthMax} are taken.", nameof(e));
        }
    }

    private static void WriteHead(LineBuffer into, long sequence, DomainEvent e, EventType type)
    {
        into.Append("{\"seq\":"u8);
        Utf8Formatter.TryFormat(sequence, into.GetSpan(), out var written);
        into.Advance(written);
        into.Append(",\"id\":\""u8);
        WriteGuid(into, e.EventId);
        into.Append(type.Head);
        Utf8Formatter.TryFormat(e.AtUtc, into.GetSpan(), out written, 'O');
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
