using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// A key that nobody may read by accident: it prints as <c>***</c>, refuses to be written as JSON and is compared in constant time.
/// The bytes are wiped on disposal. Configuration makes it from text; the text itself is not kept.
/// </summary>
[TypeConverter(typeof(SecretTypeConverter))]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IDisposable, IEquatable<Secret>
{
    /// <summary>How every secret prints, an empty one too: not even the length is told.</summary>
    public const string Mask = "***";

    private readonly byte[] _bytes;

    /// <param name="text">Surrounding white space is dropped.</param>
    public Secret(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _bytes = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text.AsSpan().Trim()), pinned: true); // never copied about by the collector
        Encoding.UTF8.GetBytes(text.AsSpan().Trim(), _bytes);
    }

    /// <summary>True also after disposal.</summary>
    public bool IsEmpty => _bytes.AsSpan().Trim((byte)0).IsEmpty;

    /// <summary>Only characters that a header may carry, and none in between that a slip in copying brings. True also when empty.</summary>
    public bool IsSound => !_bytes.AsSpan().ContainsAnyExceptInRange((byte)'!', (byte)'~');

    /// <summary>For the one place that signs, and the one that sends the key.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>As a text, for a header; the caller keeps it no longer than it must.</summary>
    internal string Reveal() => Encoding.UTF8.GetString(_bytes);

    public bool Equals(Secret? other) => other is not null && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>The same for all: a hash of the content would tell about it.</summary>
    public override int GetHashCode() => 0;

    public override string ToString() => Mask;

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
