using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Disk;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>The file <c>policy.told</c>: version, time and author of the policy that the journal was told of last, in one line.</summary>
public sealed class ToldPolicyFile(string path) : IToldPolicy
{
    public bool Holds(TradingPolicy policy)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path) == TextOf(policy);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public async Task NoteAsync(TradingPolicy policy)
    {
        try
        {
            await DurableFile.ReplaceAsync(path, Encoding.UTF8.GetBytes(TextOf(policy)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start tells it once more.
        }
    }

    // A store that was emptied and filled anew counts its versions from the beginning.
    private static string TextOf(TradingPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return string.Create(CultureInfo.InvariantCulture, $"{policy.Version} {policy.UpdatedAtUtc.UtcTicks} {policy.UpdatedBy.ReplaceLineEndings(" ")}\n");
    }
}
