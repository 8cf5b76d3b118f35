namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>Puts the parts of a message together in a pooled array that grows up to a bound.</summary>
internal sealed class FrameBuffer(int bytesMax) : IDisposable
{
    private const int BytesFirst = 16 * 1024;
    private byte[] _bytes = VenueMemory.Pool.Rent(BytesFirst);
    private int _length;

    public ReadOnlySpan<byte> Frame => _bytes.AsSpan(0, _length);

    /// <summary>Where the next part goes; empty when the message is larger than it may be.</summary>
    public Memory<byte> Free()
    {
        if (_length == _bytes.Length && _length < bytesMax)
        {
            var larger = VenueMemory.Pool.Rent(Math.Min(_bytes.Length * 2, bytesMax));
            _bytes.AsSpan(0, _length).CopyTo(larger);
            VenueMemory.Pool.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsMemory(_length, Math.Max(0, Math.Min(_bytes.Length, bytesMax) - _length));
    }

    public void Add(int count) => _length += count;

    public void Clear() => _length = 0;

    public void Dispose()
    {
        VenueMemory.Pool.Return(_bytes);
        _bytes = [];
    }
}
