using System.Buffers.Text;
using System.Text.Json;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>Numbers that come as text, to the last character.</summary>
internal static class WireNumbers
{
    private const int LengthMax = 64;

    /// <exception cref="JsonException">It is no number, or too long for one.</exception>
    public static decimal Decimal(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.GetDecimal();
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
            return reader.GetInt64();
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
