using System.Security.Cryptography;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>HMAC-SHA256 over exactly the bytes that are sent, as lower-case hexadecimal digits. Allocates nothing.</summary>
internal sealed class BinanceSigner(Secret secret)
{
    /// <summary>Of a signature's text, in bytes.</summary>
    public const int HexLength = 64;

    /// <param name="total">Query and body, one right after the other.</param>
    /// <param name="hex">Takes <see cref="HexLength"/> bytes.</param>
    public void Sign(ReadOnlySpan<byte> total, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(secret.Bytes, total, hash);
        for (var i = 0; i < hash.Length; i++)
        {
            hex[2 * i] = Digit(hash[i] >> 4);
            hex[(2 * i) + 1] = Digit(hash[i] & 0xF);
        }
    }

    public void Sign(RequestParameters parameters)
    {
        Span<byte> hex = stackalloc byte[HexLength];
        Sign(parameters.Bytes, hex);
        parameters.AddSignature(hex);
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
