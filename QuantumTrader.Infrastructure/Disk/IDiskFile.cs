namespace QuantumTrader.Infrastructure.Disk;

/// <summary>A file that only grows at its end, or is cut back.</summary>
public interface IDiskFile : IDisposable
{
    long Length { get; }

    /// <summary>At the end. When it throws, some of the bytes may be there.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>fsync. When it throws, what was appended since the last success is lost or not, and asking again proves nothing.</summary>
    void Flush();

    void Truncate(long length);
}
