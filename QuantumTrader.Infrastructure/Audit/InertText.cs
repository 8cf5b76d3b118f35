using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Audit;

namespace QuantumTrader.Infrastructure.Audit;

/// <summary>
/// Text from people and from outside, made harmless before it is kept, logged or shown: what would end a line, move a cursor, turn the
/// direction of reading or not be seen at all stands there as its code, such as <c>\u001B</c>.
/// </summary>
public static class InertText
{
    private const char Ellipsis = '…';

    /// <summary>Null stays null. At most <paramref name="lengthMax"/> characters, the ellipsis of a cut text among them.</summary>
    public static string? Of(string? text, int lengthMax = AuditEntry.TextLengthMax)
    {
        if (text is null)
        {
            return null;
        }

        var inert = new StringBuilder(Math.Min(text.Length, lengthMax));
        foreach (var rune in text.EnumerateRunes()) // half a surrogate pair comes as U+FFFD
        {
            var before = inert.Length;
            Append(inert, rune);
            if (inert.Length > lengthMax)
            {
                inert.Length = before;
                return Cut(inert, lengthMax);
            }
        }

        return inert.ToString();
    }

    /// <summary>All texts of the entry, inert and short enough.</summary>
    public static AuditEntry Of(AuditEntry entry) => entry with
    {
        Actor = Of(entry.Actor)!,
        ActorKind = Of(entry.ActorKind)!,
        Action = Of(entry.Action)!,
        From = Of(entry.From),
        Target = Of(entry.Target),
        Before = Of(entry.Before),
        After = Of(entry.After),
        Reason = Of(entry.Reason),
        Detail = Of(entry.Detail),
    };

    private static string Cut(StringBuilder inert, int lengthMax)
    {
        inert.Length = Math.Min(inert.Length, lengthMax - 1);
        if (inert.Length > 0 && char.IsHighSurrogate(inert[^1]))
        {
            inert.Length--;
        }

        return inert.Append(Ellipsis).ToString();
    }

    private static void Append(StringBuilder inert, Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        {
            inert.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }
        else
        {
            inert.Append(rune.ToString());
        }
    }
}
