using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>The venue's words in an error: bounded, on one line, never trusted.</summary>
internal static class WireText
{
    private const int LengthMax = 200;
    private const string BannedUntil = "until ";

    /// <summary>Code and text of <c>{"code":-1121,"msg":"Invalid symbol."}</c>; code 0 and the body itself when it is something else.</summary>
    public static (int Code, string Text) Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (JsonSerializer.Deserialize(ref reader, BinanceJson.Default.BinanceMessage) is { } message)
            {
                return (message.Code, Clean(message.Msg ?? ""));
            }
        }
        catch (JsonException)
        {
            // The web page of a firewall, plain text, or half an answer.
        }

        return (0, Clean(Encoding.UTF8.GetString(body[..Math.Min(body.Length, LengthMax * 4)])));
    }

    public static string Clean(string text)
    {
        var line = string.Create(Math.Min(text.Length, LengthMax), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
        return line.Trim();
    }

    /// <summary>The time in "Way too many requests; IP banned until 1533654333000."; null when the text names none.</summary>
    public static DateTimeOffset? BanEnd(string text)
    {
        var at = text.IndexOf(BannedUntil, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var digits = text.AsSpan(at + BannedUntil.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        digits = end < 0 ? digits : digits[..end];
        return digits.Length is > 9 and < 15 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : null;
    }
}
