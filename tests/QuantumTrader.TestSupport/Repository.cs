namespace QuantumTrader.TestSupport;

/// <summary>Where the sources are, found from the test's own folder upwards.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Real market data beside the project; null on a machine that has only the project.</summary>
    public static string? SharedMarketData
    {
        get
        {
            var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", "market"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "QuantumTrader.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"QuantumTrader.sln was not found above {AppContext.BaseDirectory}; run the tests from a checkout.");
    }
}
