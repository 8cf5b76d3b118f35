namespace QuantumTrader.Web.Hosting;

/// <summary>The section <c>Data</c>.</summary>
public sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>
    /// Everything that the engine keeps. Relative to the solution's folder under <c>dotnet run</c> and to the executable's when
    /// published. Default <c>data</c>.
    /// </summary>
    public string Directory { get; set; } = "data";
}
