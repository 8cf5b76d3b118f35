namespace QuantumTrader.Benchmarks;

/// <summary>What to run.</summary>
/// <param name="Names">Empty: all.</param>
/// <param name="App">The published QuantumTrader.Web.dll; null leaves out what starts the app.</param>
/// <param name="Bars">The kline file of the cold replay; null leaves it out.</param>
/// <param name="Report">Where the table is written, besides the console.</param>
public sealed record BenchmarkArguments(IReadOnlyList<string> Names, string? App, string? Bars, string? Report)
{
    public static bool TryParse(string[] args, out BenchmarkArguments asked, out string error)
    {
        var names = new List<string>();
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["--app"] = null, ["--bars"] = null, ["--report"] = null };
        error = "";
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith('-'))
            {
                names.Add(args[i]);
            }
            else if (values.ContainsKey(args[i]) && i + 1 < args.Length)
            {
                values[args[i]] = args[++i];
            }
            else
            {
                error = $"'{args[i]}' is not known or lacks its value: benchmarks [NAME...] [--app DLL] [--bars CSV] [--report FILE].";
            }
        }

        asked = new BenchmarkArguments(names, values["--app"], values["--bars"], values["--report"]);
        return error.Length == 0;
    }
}
