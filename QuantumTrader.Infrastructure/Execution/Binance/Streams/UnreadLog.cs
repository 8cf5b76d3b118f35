using System.Numerics;
using Microsoft.Extensions.Logging;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Logs the first few events of a kind that could not be understood, and later ones by their count alone: a flood of them must not fill the disk.</summary>
internal sealed class UnreadLog(ILogger log)
{
    private const int FirstMax = 3;
    private const int KindsMax = 32;
    private const string Others = "others";
    private readonly Dictionary<string, uint> _counts = new(StringComparer.Ordinal); // at most KindsMax + 1

    /// <param name="why">Its kind is what stands before a colon.</param>
    public void Add(string why)
    {
        var kind = why.IndexOf(':', StringComparison.Ordinal) is > 0 and var end ? why[..end] : why;
        kind = _counts.Count < KindsMax || _counts.ContainsKey(kind) ? kind : Others;
        var count = _counts.GetValueOrDefault(kind) + 1;
        _counts[kind] = count;
        if (count <= FirstMax)
        {
            log.UserEventUnread(why);
        }
        else if (BitOperations.IsPow2(count))
        {
            log.UserEventsUnread(count, why);
        }
    }
}
