using System.Text.Json;

namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>Finds an event's name in its line without reading the rest.</summary>
internal static class LineType
{
    /// <summary>The name's bytes inside the line; empty when there is none.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> line)
    {
        // {"seq":12,"id":"...","type":"trade.opened","v":1,...
        var reader = new Utf8JsonReader(line.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                return reader.TokenType == JsonTokenType.String ? line.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length) : default;
            }

            reader.Skip();
        }

        return default;
    }
}
