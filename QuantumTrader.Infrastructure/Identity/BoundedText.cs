using System.Text;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Text from outside as the database may hold it: not too long, no control characters, no broken pairs.</summary>
internal static class BoundedText
{
    public static string? OrNull(string? text, int lengthMax) => text is null ? null : Of(text, lengthMax);

    public static string Of(string text, int lengthMax)
    {
        var kept = new StringBuilder(Math.Min(text.Length, lengthMax));
        foreach (var rune in text.EnumerateRunes()) // a broken pair comes as the replacement character
        {
            var shown = Rune.IsControl(rune) ? new Rune(' ') : rune;
            if (kept.Length + shown.Utf16SequenceLength > lengthMax)
            {
                break;
            }

            kept.Append(shown.ToString());
        }

        return kept.ToString();
    }
}
