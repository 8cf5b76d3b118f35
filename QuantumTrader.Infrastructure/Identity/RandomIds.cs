using System.Security.Cryptography;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Identity;

/// <summary>Ids that nobody can guess, from any thread.</summary>
public sealed class RandomIds : IIdSource
{
    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version 4 ...
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80); // ... of RFC 9562
        return new Guid(bytes, bigEndian: true);
    }
}
