using System.Text;

namespace QuantumTrader.Infrastructure.Configuration;

/// <summary>
/// Lines of <c>KEY=VALUE</c>, as environment variables are written: <c>#</c> begins a comment, also after a value and a space;
/// <c>export </c> before a key is skipped; <c>__</c> in a key separates a section from its member. A value in single quotes is taken
/// as it is; in double quotes \n, \t, \" and \\ mean what they usually do. A key that comes twice is an error.
/// </summary>
internal static class DotEnvParser
{
    private const char ByteOrderMark = '\uFEFF';
    private const string Export = "export ";

    /// <exception cref="InvalidDataException">Names the file and the line, and never a value.</exception>
    public static Dictionary<string, string?> Parse(string text, string path)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var raw in text.TrimStart(ByteOrderMark).Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var fault = ReadLine(line, out var key, out var value) ?? (settings.TryAdd(key, value) ? null : $"{key.Replace(":", "__", StringComparison.Ordinal)} comes twice");
            if (fault is not null)
            {
                throw new InvalidDataException($"{path}, line {number}: {fault}.");
            }
        }

        return settings;
    }

    /// <summary>What is wrong, or null.</summary>
    private static string? ReadLine(string line, out string key, out string value)
    {
        (key, value) = ("", "");
        var cut = line.IndexOf('=', StringComparison.Ordinal);
        if (cut < 0)
        {
            return "it has no '='; write KEY=VALUE";
        }

        var name = line[..cut].Trim();
        name = name.StartsWith(Export, StringComparison.Ordinal) ? name[Export.Length..].TrimStart() : name;
        if (!IsName(name))
        {
            return "what stands before '=' is no name; use letters, digits and underscores, not beginning with a digit";
        }

        key = name.Replace("__", ":", StringComparison.Ordinal);
        return ReadValue(line.AsSpan(cut + 1).Trim(), out value);
    }

    private static bool IsName(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.Trim('_').Length > 0;
    }

    private static string? ReadValue(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        if (text.Length > 0 && text[0] is '"' or '\'')
        {
            return ReadQuoted(text, out value);
        }

        var end = 0;
        while (end < text.Length && !(text[end] == '#' && (end == 0 || char.IsWhiteSpace(text[end - 1]))))
        {
            end++;
        }

        value = text[..end].TrimEnd().ToString();
        return FaultOf(value);
    }

    private static string? ReadQuoted(ReadOnlySpan<char> text, out string value)
    {
        var (quote, unquoted) = (text[0], new StringBuilder(text.Length));
        value = "";
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                value = unquoted.ToString();
                var rest = text[(i + 1)..].TrimStart();
                return rest.Length == 0 || rest[0] == '#' ? FaultOf(value) : "something follows the closing quote";
            }

            if (quote == '"' && text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
                unquoted.Append(text[i] switch { 'n' => '\n', 't' => '\t', '"' => '"', '\\' => '\\', _ => '\0' });
            }
            else
            {
                unquoted.Append(text[i]);
            }
        }

        return "its quote is not closed";
    }

    private static string? FaultOf(string value)
    {
        foreach (var c in value)
        {
            if (char.IsControl(c) && c is not ('\n' or '\t'))
            {
                return "its value has a control character or an escape that is not known; in double quotes write \\\\ for a backslash";
            }
        }

        return null;
    }
}
