using System.Buffers.Binary;

namespace QuantumTrader.Domain.Units;

/// <summary>
/// Version-8 UUIDs (RFC 9562) from a seed and a counter: the same seed and order of calls give the same ids.
/// Live processes take a random seed, so that two runs never share one.
/// </summary>
public sealed class SeededIds(ulong seed) : IIdSource
{
    private ulong _count;

    public Guid Next()
    {
        var n = Interlocked.Increment(ref _count);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, SeededRandom.Mix(seed + 0x9E3779B97F4A7C15UL));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], SeededRandom.Mix(seed) ^ n);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
