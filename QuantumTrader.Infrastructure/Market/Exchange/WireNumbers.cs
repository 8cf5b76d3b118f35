using System.Buffers.Text;
using System.Text.Json;
using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>Numbers as the venue sends them: decimals in strings, times and counts bare. Both are taken either way.</summary>
internal static class WireNumbers
{
    /// <summary>False also for one beyond <paramref name="max"/>: reckoning with it would overflow.</summary>
    public static bool TryDecimal(ref Utf8JsonReader reader, out decimal value, decimal max = WireBounds.NumberMax)
    {
        value = 0m;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && reader is { HasValueSequence: false, ValueIsEscaped: false }
            && Utf8Parser.TryParse(reader.ValueSpan, out value, out var read)
            && read == reader.ValueSpan.Length
            && WireBounds.TryBound(ref value, max);
    }

    public static bool TryTime(ref Utf8JsonReader reader, out long ms)
    {
        ms = 0;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && reader is { HasValueSequence: false, ValueIsEscaped: false }
            && Utf8Parser.TryParse(reader.ValueSpan, out ms, out var read)
            && read == reader.ValueSpan.Length
            && ms is > 0 and < WireBounds.TimeMsMax;
    }
}
