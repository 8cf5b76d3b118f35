using System.Diagnostics.CodeAnalysis;

namespace QuantumTrader.Web.Commands;

/// <summary>
/// The words after a command: positional ones, <c>--name value</c>, <c>--name=value</c> and flags. What a command does not know is an
/// error that names it, never ignored.
/// </summary>
public sealed class Arguments
{
    private readonly Dictionary<string, string?> _options = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    private Arguments()
    {
    }

    public IReadOnlyList<string> Words => _words;

    /// <param name="args">Without the command itself.</param>
    /// <param name="valued">Options that take a value, without the dashes.</param>
    /// <param name="flags">Options that take none.</param>
    public static bool TryParse(IReadOnlyList<string> args, IReadOnlySet<string> valued, IReadOnlySet<string> flags, [NotNullWhen(true)] out Arguments? parsed, [NotNullWhen(false)] out string? error)
    {
        (parsed, error) = (null, null);
        var result = new Arguments();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                result._words.Add(args[i]);
                continue;
            }

            var (name, value) = Split(args[i][2..]);
            if (flags.Contains(name) && value is null)
            {
                result._options[name] = null;
            }
            else if (!valued.Contains(name))
            {
                error = flags.Contains(name) ? $"--{name} takes no value." : $"Unknown option --{name}; known are {Known(valued, flags)}.";
                return false;
            }
            else if ((value ??= i + 1 < args.Count ? args[++i] : null) is null)
            {
                error = $"--{name} needs a value.";
                return false;
            }
            else
            {
                result._options[name] = value;
            }
        }

        parsed = result;
        return true;
    }

    public bool Has(string flag) => _options.ContainsKey(flag);

    public string? Value(string name) => _options.GetValueOrDefault(name);

    private static (string Name, string? Value) Split(string option) =>
        option.IndexOf('=', StringComparison.Ordinal) is var cut and > 0 ? (option[..cut], option[(cut + 1)..]) : (option, null);

    private static string Known(IReadOnlySet<string> valued, IReadOnlySet<string> flags) =>
        string.Join(", ", valued.Concat(flags).Order(StringComparer.Ordinal).Select(name => $"--{name}"));
}
