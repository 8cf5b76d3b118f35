using System.Text.Json;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

/// <summary>A test that runs a client from the npm registry; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OutsideClientFactAttribute : FactAttribute
{
    /// <param name="package">As tests/outside-client/package.json names it.</param>
    public OutsideClientFactAttribute(string package)
    {
        Package = package;
        Skip = Missing(package);
    }

    public string Package { get; }

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "outside-client");

    private static string? Missing(string package)
    {
        if (!FindsNode())
        {
            return "No node in the PATH.";
        }

        var (wanted, installed) = (Wanted(package), Installed(package));
        return wanted == installed
            ? null
            : $"{package} {wanted} is not installed ({installed ?? "none"} is): npm ci --ignore-scripts --prefix tests/outside-client";
    }

    private static bool FindsNode() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));

    private static string? Wanted(string package) => Read(Path.Combine(Folder, "package.json"), root => root.GetProperty("dependencies").GetProperty(package).GetString());

    private static string? Installed(string package) =>
        Read(Path.Combine(Folder, "node_modules", package, "package.json"), root => root.GetProperty("version").GetString());

    private static string? Read(string file, Func<JsonElement, string?> select)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return select(document.RootElement);
    }
}
