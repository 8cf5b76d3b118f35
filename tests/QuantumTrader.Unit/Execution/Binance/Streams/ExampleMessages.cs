using System.Text;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>The venue's published example messages beside the project: what it pushes, by file name.</summary>
internal static class ExampleMessages
{
    public static string? Folder
    {
        get
        {
            var folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "binance"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    public static IReadOnlyList<string> Subscriptions =>
        [.. Directory.GetFiles(Path.Combine(Folder!, "Subscriptions", "UsdFutures"), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Every file, below the folder and without its ending, with <c>/</c> between names.</summary>
    public static IReadOnlyList<string> Files =>
        [.. Directory.GetFiles(Folder!, "*.txt", SearchOption.AllDirectories).Select(f => Path.ChangeExtension(Path.GetRelativePath(Folder!, f), null).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The answers to subscriptions, with a number where the example leaves it open.</summary>
    public static IReadOnlyList<byte[]> Acknowledged(string name) =>
    [
        .. File.ReadLines(Path.Combine(Folder!, "Subscriptions", "UsdFutures", name + ".txt")).Where(l => l.StartsWith('<'))
            .Select(l => Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(l.TrimStart('<').TrimStart("0123456789".ToCharArray()), @"\|[^|]*\|", "1"))),
    ];

    /// <summary>The frames after a line that is or begins with <c>=</c>.</summary>
    public static IReadOnlyList<byte[]> Pushed(string name)
    {
        List<StringBuilder> frames = [];
        StringBuilder? frame = null;
        foreach (var line in File.ReadLines(Path.Combine(Folder!, "Subscriptions", "UsdFutures", name + ".txt")))
        {
            if (line.StartsWith('>') || line.StartsWith('<') || line.StartsWith('='))
            {
                frame = line[0] == '=' ? new() : null;
                frames.AddRange(frame is null ? [] : [frame]);
                frame?.AppendLine(line.TrimStart('=').TrimStart("0123456789".ToCharArray()));
            }
            else
            {
                frame?.AppendLine(line);
            }
        }

        return [.. frames.Select(f => Encoding.UTF8.GetBytes(f.ToString()))];
    }
}
