using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>The venue's words in an error: bounded, on one line, never trusted.</summary>
internal static class WireText
{
    private const int LengthMax = 200;
    private const string BannedUntil = "until ";

    // What stands in an address of ours, which firewalls repeat in their pages.
    private static readonly string[] Masked = ["signature=", "listenKey="];
    private static readonly SearchValues<char> Words = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Code and text of <c>{"code":-1121,"msg":"Invalid symbol."}</c>; code 0 and the body itself when it is something else.</summary>
    /// <param name="body">The answer's.</param>
    /// <param name="key">Our API key, which is masked where the text repeats it.</param>
    public static (int Code, string Text) Read(ReadOnlySpan<byte> body, string? key = null)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (JsonSerializer.Deserialize(ref reader, BinanceJson.Default.BinanceMessage) is { } message)
            {
                return (message.Code, Clean(message.Msg ?? "", key));
            }
        }
        catch (JsonException)
        {
            // The web page of a firewall, plain text, or half an answer.
        }

        return (0, Clean(Encoding.UTF8.GetString(body[..Math.Min(body.Length, LengthMax * 4)]), key));
    }

    /// <summary>One line of at most 200 characters, without what proves that a request is ours.</summary>
    public static string Clean(string text, string? key = null)
    {
        text = Masked.Aggregate(string.IsNullOrEmpty(key) ? text : text.Replace(key, Secret.Mask, StringComparison.OrdinalIgnoreCase), Mask);
        var line = string.Create(Math.Min(text.Length, LengthMax), text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
        return line.Trim();
    }

    private static string Mask(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.OrdinalIgnoreCase))
        {
            var begin = at + name.Length;
            var length = text.AsSpan(begin).IndexOfAnyExcept(Words);
            text = string.Concat(text.AsSpan(0, begin), Secret.Mask, length < 0 ? "" : text.AsSpan(begin + length));
        }

        return text;
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
