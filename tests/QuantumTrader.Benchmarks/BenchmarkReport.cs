using System.Text;

namespace QuantumTrader.Benchmarks;

/// <summary>The rows as a markdown table.</summary>
public static class BenchmarkReport
{
    public static string Of(IEnumerable<BenchmarkRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("| what | measured | target | met | note |");
        text.AppendLine("| --- | ---: | ---: | --- | --- |");
        foreach (var row in rows)
        {
            var met = row.IsMet switch { true => "yes", false => "**NOT met**", null => "" };
            text.AppendLine($"| {row.Name} | {row.Measured} | {row.Target} | {met} | {row.Note} |");
        }

        return text.ToString();
    }
}
