using System.Buffers.Text;
using System.Text.Json;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>Numbers as the venue sends them: decimals in strings, times and counts bare. Both are taken either way.</summary>
internal static class WireNumbers
{
    // Times beyond this are not from this world: 2100-01-01.
    private const long TimeMsMax = 4_102_444_800_000;

    public static bool TryDecimal(ref Utf8JsonReader reader, out decimal value)
    {
        value = 0m;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && reader is { HasValueSequence: false, ValueIsEscaped: false }
            && Utf8Parser.TryParse(reader.ValueSpan, out value, out var read)
            && read == reader.ValueSpan.Length;
    }

    public static bool TryTime(ref Utf8JsonReader reader, out long ms)
    {
        ms = 0;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && reader is { HasValueSequence: false, ValueIsEscaped: false }
            && Utf8Parser.TryParse(reader.ValueSpan, out ms, out var read)
            && read == reader.ValueSpan.Length
            && ms is > 0 and < TimeMsMax;
    }
}
