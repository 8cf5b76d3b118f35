using System.Globalization;
using System.Text;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>Numbers out of UTF-8 bytes, and bytes back into something that a person can read in an error.</summary>
internal static class KlineText
{
    private const int ShownMax = 40;
    private const int FastDigitsMax = 18;

    /// <summary>Plain digits with an optional point are read here; signs, exponents and long numbers by the framework.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        ulong digits = 0;
        var scale = -1;
        foreach (var b in text)
        {
            var digit = (uint)(b - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                scale += scale >= 0 ? 1 : 0;
            }
            else if (b == '.' && scale < 0)
            {
                scale = 0;
            }
            else
            {
                return TryAnyDecimal(text, out value);
            }
        }

        if (text.Length is 0 or > FastDigitsMax || text is [(byte)'.'])
        {
            return TryAnyDecimal(text, out value);
        }

        for (; scale > 0 && digits % 10 == 0; scale--)
        {
            digits /= 10; // 0.30670000 is kept as 0.3067: smaller, and its decimals tell the tick size
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, isNegative: false, (byte)Math.Max(scale, 0));
        return true;
    }

    public static bool TryLong(ReadOnlySpan<byte> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    public static string Show(ReadOnlySpan<byte> text) => Show(Encoding.UTF8.GetString(text[..Math.Min(text.Length, ShownMax + 1)]));

    /// <summary>At most 40 characters, none of them able to break a terminal.</summary>
    public static string Show(string text)
    {
        var shown = text.Length > ShownMax ? $"{text[..ShownMax]}…" : text;
        return string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c));
    }

    private static bool TryAnyDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
    }
}
