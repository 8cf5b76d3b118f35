using System.Text;

namespace QuantumTrader.FakeVenue;

/// <summary>The venue's words: ALL_CAPS with underscores, made from the members' names.</summary>
public static class Wire
{
    public static string Text<T>(this T value)
        where T : struct, Enum =>
        Words<T>.Texts[value];

    public static T? Parse<T>(string text)
        where T : struct, Enum =>
        Words<T>.Values.TryGetValue(text, out var value) ? value : null;

    private static string Screaming(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToUpperInvariant(c));
        }

        return text.ToString();
    }

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Texts = Enum.GetValues<T>().ToDictionary(v => v, v => Screaming(v.ToString()));

        public static readonly Dictionary<string, T> Values = Texts.ToDictionary(p => p.Value, p => p.Key);
    }
}
