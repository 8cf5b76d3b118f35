using Secret = QuantumTrader.Infrastructure.Execution.Binance.Secret;

namespace QuantumTrader.Web.Commands;

/// <summary>API key and secret from the terminal, where they are not shown, or as two lines on standard input. Never from arguments.</summary>
internal static class SecretInput
{
    private const int LengthMax = 512;

    /// <summary>Null with one line about what is wrong, which repeats nothing of what was given.</summary>
    public static (Secret Key, Secret Secret)? Read(out string? problem)
    {
        var lines = Console.IsInputRedirected ? Given(Console.In) : [Typed("API key: "), Typed("API secret: ")];
        problem = lines is not [{ Length: > 0 } key, { Length: > 0 } secret] ? "An API key and its secret are needed: type both when asked, or give two lines on standard input, the key first."
            : key.Length > LengthMax || secret.Length > LengthMax ? $"An API key and a secret have at most {LengthMax} characters each; nothing was written."
            : !new Secret(key).IsSound || !new Secret(secret).IsSound ? "An API key and a secret are of letters, digits and signs alone, without spaces; copy them anew. Nothing was written."
            : key == secret ? "The API key and the secret are the same; copy each of them anew. Nothing was written."
            : null;
        return problem is null ? (new(lines[0]), new(lines[1])) : null;
    }

    /// <summary>Surrounding white space and empty lines at the end are dropped; what is longer than two keys can be is cut, and so refused.</summary>
    private static string[] Given(TextReader input)
    {
        var buffer = new char[(4 * LengthMax) + 2];
        var text = new string(buffer, 0, input.ReadBlock(buffer));
        Array.Clear(buffer);
        return [.. text.TrimEnd().Split('\n').Select(line => line.Trim())];
    }

    private static string Typed(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new Stack<char>(); // bounded by what is read
        for (var pressed = Console.ReadKey(intercept: true); pressed.Key != ConsoleKey.Enter && text.Count <= LengthMax; pressed = Console.ReadKey(intercept: true))
        {
            if (pressed.Key == ConsoleKey.Backspace)
            {
                _ = text.TryPop(out _);
            }
            else if (!char.IsControl(pressed.KeyChar))
            {
                text.Push(pressed.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return new string([.. text.Reverse()]).Trim();
    }
}
