using System.Text.Json;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>
/// One line of a dead-letter file; the event is in it as the journal wrote it, because its segment may be deleted:
/// <code>{"failedAt":"…","tries":3,"failure":"…","event":{"seq":7,…,"sum":"0123456789abcdef"}}</code>
/// </summary>
internal static class DeadLetterLine
{
    /// <summary>An event's line and what is around it.</summary>
    public const int LengthMax = EventSerializer.LineLengthMax + (16 * 1024);

    private const int FailureLengthMax = 1000;

    public static void Write(LineBuffer into, ReadOnlySpan<byte> eventLine, string failure, int tries, DateTimeOffset failedAtUtc)
    {
        using (var json = new Utf8JsonWriter(into))
        {
            json.WriteStartObject();
            json.WriteString("failedAt"u8, failedAtUtc);
            json.WriteNumber("tries"u8, tries);
            json.WriteString("failure"u8, failure.Length <= FailureLengthMax ? failure : failure[..FailureLengthMax]);
            json.WritePropertyName("event"u8);
            json.WriteRawValue(eventLine, skipInputValidation: true);
            json.WriteEndObject();
        }

        into.Append("\n"u8);
    }

    /// <summary>Null for a line that cannot be read.</summary>
    public static DeadLetterEntry? Read(ReadOnlySpan<byte> line, out byte[] eventLine)
    {
        eventLine = [];
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var root = document.RootElement;
            eventLine = System.Text.Encoding.UTF8.GetBytes(root.GetProperty("event").GetRawText());
            if (EventLine.Read(eventLine, out var journaled, out _) != LineVerdict.Ok)
            {
                return null;
            }

            var e = journaled.Event;
            return new(
                journaled.Sequence, e.EventId, Domain.Events.EventCatalogue.Of(e).Name, e.AtUtc,
                root.GetProperty("failure").GetString() ?? "", root.GetProperty("tries").GetInt32(), root.GetProperty("failedAt").GetDateTimeOffset());
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
