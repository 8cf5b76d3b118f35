using System.Buffers;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Text.Json;
using QuantumTrader.Domain.Events;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>Reads a line that <see cref="EventSerializer"/> wrote; the line feed may be there or not.</summary>
public static class EventLine
{
    internal static readonly StandardFormat SumFormat = new('x', 16);
    private const int SumDigits = 16;

    internal static ReadOnlySpan<byte> SeqStart => "{\"seq\":"u8;

    internal static ReadOnlySpan<byte> SumStart => ",\"sum\":\""u8;

    /// <summary>Length of <c>,"sum":"0123456789abcdef"}</c>.</summary>
    private static int TailLength => SumStart.Length + SumDigits + 2;

    /// <summary>Checks the whole line and reads its event.</summary>
    /// <param name="line">One line.</param>
    /// <param name="journaled">The event, when the verdict is <see cref="LineVerdict.Ok"/>.</param>
    /// <param name="fault">Otherwise what is wrong, in one line.</param>
    public static LineVerdict Read(ReadOnlySpan<byte> line, out JournaledEvent journaled, out string? fault)
    {
        journaled = default;
        var verdict = ReadHead(line, HasSoundSum(line), out var head, out fault);
        return verdict == LineVerdict.Ok ? ReadEvent(head, out journaled, out fault) : verdict;
    }

    /// <summary>Reads the payload of a line whose head is known and understood.</summary>
    internal static LineVerdict ReadEvent(in LineHead head, out JournaledEvent journaled, out string? fault)
    {
        journaled = default;
        fault = null;
        try
        {
            var reader = new Utf8JsonReader(head.Data);
            var e = (DomainEvent?)JsonSerializer.Deserialize(ref reader, head.Type!.Payload) ?? throw new JsonException("the payload is null");
            journaled = new(head.Sequence, e with { EventId = head.EventId, AtUtc = head.AtUtc, CorrelationId = head.CorrelationId, CausationId = head.CausationId });
            return LineVerdict.Ok;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            fault = $"the payload of {head.Type!.Kind.Name} cannot be read: {e.Message.ReplaceLineEndings(" ")}";
            return LineVerdict.Malformed;
        }
    }

    /// <summary>Reads all but the payload, cheaply.</summary>
    internal static LineVerdict ReadHead(ReadOnlySpan<byte> line, bool isSound, out LineHead head, out string? fault)
    {
        head = default;
        if (!isSound)
        {
            fault = "its checksum does not fit";
            return LineVerdict.BadChecksum;
        }

        try
        {
            return LineHead.Parse(Trim(line)[..^TailLength], out head, out fault);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            fault = $"its head cannot be read: {e.Message.ReplaceLineEndings(" ")}";
            return LineVerdict.Malformed;
        }
    }

    /// <summary>The sequence at the line's start, without any check; null when there is none.</summary>
    internal static long? PeekSequence(ReadOnlySpan<byte> line) =>
        line.StartsWith(SeqStart) && Utf8Parser.TryParse(line[SeqStart.Length..], out long sequence, out _) && sequence > 0 ? sequence : null;

    internal static bool HasSoundSum(ReadOnlySpan<byte> line)
    {
        line = Trim(line);
        if (line.Length <= TailLength)
        {
            return false;
        }

        var tail = line[^TailLength..];
        Span<byte> expected = stackalloc byte[SumDigits];
        Utf8Formatter.TryFormat(XxHash3.HashToUInt64(line[..^TailLength]), expected, out _, SumFormat);
        return tail.StartsWith(SumStart) && tail.EndsWith("\"}"u8) && tail.Slice(SumStart.Length, SumDigits).SequenceEqual(expected);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => line.Length > 0 && line[^1] == '\n' ? line[..^1] : line;
}
