using System.Diagnostics;

namespace QuantumTrader.Integration.Hosting;

/// <summary>How the built app is started as a process of its own, with nothing of this process's settings in its environment.</summary>
internal static class AppFiles
{
    private static readonly string[] Foreign = ["ASPNETCORE_", "DOTNET_ENVIRONMENT", "HTTP_PORTS", "HTTPS_PORTS", "URLS", "Kestrel__", "Store__", "Redis__", "Console__", "Access__", "Web__", "AllowedHosts", "USE_EVENT_BUFFER", "USE_TRADE_STATE_STORE"];

    /// <param name="dataDirectory">Its data directory.</param>
    /// <param name="settings">Environment variables such as Market__Speed.</param>
    /// <param name="args">The command line.</param>
    public static ProcessStartInfo Start(string dataDirectory, IEnumerable<(string Key, string Value)> settings, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet", [ProgramPath(), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(), // Neither the sources' nor the executable's folder.
        };
        foreach (var key in start.Environment.Keys.Where(k => Foreign.Any(f => k.StartsWith(f, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(key);
        }

        start.Environment["Data__Directory"] = dataDirectory;
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    // Built beside the tests: <artifacts>/bin/<project>/<configuration>.
    public static string ProgramPath()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var path = Path.Combine(own.Parent!.Parent!.FullName, "QuantumTrader.Web", own.Name, "QuantumTrader.Web.dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing; build the solution first.");
    }
}
