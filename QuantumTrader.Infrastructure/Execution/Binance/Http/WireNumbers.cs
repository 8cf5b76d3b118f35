using System.Buffers.Text;
using System.Text.Json;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>Numbers that come as text, to the last character.</summary>
internal static class WireNumbers
{
    private const int LengthMax = 64;

    /// <summary>The venue writes an absent number as null or "".</summary>
    public static bool IsNone(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty && !reader.HasValueSequence);

    /// <exception cref="JsonException">It is no number, or too long or too large for one.</exception>
    public static decimal Decimal(ref Utf8JsonReader reader, decimal max = WireBounds.NumberMax)
    {
        var value = AnyDecimal(ref reader);
        return WireBounds.TryBound(ref value, max) ? value : throw new JsonException("A number is too large.");
    }

    /// <summary>For limits, which some contracts do not have and which the venue then writes as the largest number that it knows.</summary>
    /// <exception cref="JsonException">It is no number, or too long for one.</exception>
    public static decimal Capped(ref Utf8JsonReader reader) => Math.Clamp(AnyDecimal(ref reader), -WireBounds.NumberMax, WireBounds.NumberMax);

    /// <summary>Milliseconds since 1970 UTC.</summary>
    /// <exception cref="JsonException">It is no time.</exception>
    public static long Time(ref Utf8JsonReader reader)
    {
        var ms = Long(ref reader);
        return WireBounds.IsTime(ms) ? ms : throw new JsonException("A time is out of range.");
    }

    private static decimal AnyDecimal(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetDecimal(out var number) ? number : throw new JsonException();
        }

        Span<byte> copy = stackalloc byte[LengthMax];
        ReadOnlySpan<byte> text = copy[..CopyOf(ref reader, copy)];
        return Utf8Parser.TryParse(text, out decimal value, out var used) && used == text.Length ? value : throw new JsonException();
    }

    /// <exception cref="JsonException">It is no whole number, or too long for one.</exception>
    public static long Long(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt64(out var number) ? number : throw new JsonException();
        }

        Span<byte> copy = stackalloc byte[LengthMax];
        ReadOnlySpan<byte> text = copy[..CopyOf(ref reader, copy)];
        return Utf8Parser.TryParse(text, out long value, out var used) && used == text.Length ? value : throw new JsonException();
    }

    private static int CopyOf(ref Utf8JsonReader reader, scoped Span<byte> copy)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        return reader.TokenType == JsonTokenType.String && length <= LengthMax ? reader.CopyString(copy) : throw new JsonException();
    }
}
