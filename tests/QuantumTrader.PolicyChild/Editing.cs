using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.PolicyChild;

/// <summary>Many authors in one process.</summary>
internal static class Editing
{
    public static async Task RunAsync(IPolicyStore store, int count, int atOnce)
    {
        var writer = new PolicyWriter(store, TimeProvider.System);
        await writer.ReadAsync();
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        foreach (var some in Enumerable.Range(0, count).Chunk(atOnce))
        {
            var edits = await Task.WhenAll(some.Select(i => Task.Run(() => writer.EditAsync(ChangeOf(i), $"child-{i}", _ => null))));
            foreach (var refused in edits.OfType<PolicyEdit.Refused>())
            {
                Console.WriteLine($"refused {refused}");
            }
        }

        Console.WriteLine("done");
    }

    // A number of its own, so that every author changes something whatever the others did.
    private static PolicyChange.Set ChangeOf(int i) => new(new Dictionary<string, string>(StringComparer.Ordinal) { ["SymbolNotionalMax"] = $"{1_100 + i}" }, $"because {i}");
}
