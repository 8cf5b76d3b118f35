using System.Text.Json;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

/// <summary>A test that runs a client from the npm registry; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OutsideClientFactAttribute : FactAttribute
{
    private const string Client = "ccxt";

    public OutsideClientFactAttribute() => Skip = Missing();

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "outside-client");

    private static string? Missing()
    {
        if (!FindsNode())
        {
            return "No node in the PATH.";
        }

        var (wanted, installed) = (Wanted(), Installed());
        return wanted == installed
            ? null
            : $"{Client} {wanted} is not installed ({installed ?? "none"} is): npm ci --ignore-scripts --prefix tests/outside-client";
    }

    private static bool FindsNode() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "node")));

    private static string? Wanted() => Read(Path.Combine(Folder, "package.json"), root => root.GetProperty("dependencies").GetProperty(Client).GetString());

    private static string? Installed() =>
        Read(Path.Combine(Folder, "node_modules", Client, "package.json"), root => root.GetProperty("version").GetString());

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
