using System.Buffers;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// Borrowed memory for what a venue sends. Usual sizes are kept for the next one; a larger array is made for its one message and then left to
/// the collector, so that a venue that sends a few huge answers does not own that memory for good.
/// </summary>
internal static class VenueMemory
{
    public const int KeptMax = 1024 * 1024;
    private const int KeptPerSize = 16;

    public static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(KeptMax, KeptPerSize);
}
