using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Architecture;

/// <summary>The sources as text, without what the build makes.</summary>
internal static class SourceTree
{
    public static readonly string[] Stages =
    [
        "Units", "Market", "Signals", "Sizing", "Policy", "Risk", "Emergency", "Execution", "Trades", "Events", "Learning", "Analytics", "Audit", "Alerts", "Identity",
    ];

    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules" or "Migrations"))
            .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
