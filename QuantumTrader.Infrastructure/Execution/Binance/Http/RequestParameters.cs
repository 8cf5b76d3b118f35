using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>
/// The parameters of one request as the bytes that are signed and sent: <c>symbol=BTCUSDT&amp;side=BUY</c>. Values are percent-encoded here,
/// numbers are plain digits. The memory is its own: a request that was given up may still be on its way to the socket.
/// </summary>
internal sealed class RequestParameters
{
    private const int SizeFirst = 512;
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    private static readonly SearchValues<char> Plain = SearchValues.Create(Unreserved);

    private byte[] _buffer = new byte[SizeFirst];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public bool IsEmpty => _length == 0;

    public RequestParameters Add(string name, string? value)
    {
        if (value is null)
        {
            return this;
        }

        Begin(name);
        if (!value.AsSpan().ContainsAnyExcept(Plain))
        {
            Append(value);
            return this;
        }

        Append(Uri.EscapeDataString(value));
        return this;
    }

    public RequestParameters Add(string name, long? value)
    {
        if (value is not { } number)
        {
            return this;
        }

        Begin(name);
        Reserve(20);
        _ = Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out var written);
        _length += written;
        return this;
    }

    public RequestParameters Add(string name, bool? value) => Add(name, value is { } flag ? flag ? "true" : "false" : null);

    /// <summary>Without exponent and trailing zeros, which the venue counts as precision.</summary>
    public RequestParameters Add(string name, decimal? value)
    {
        if (value is not { } number)
        {
            return this;
        }

        Begin(name);
        Reserve(40);
        _ = number.TryFormat(_buffer.AsSpan(_length), out var written, "0.############################", System.Globalization.CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>As <c>signature=…</c>, in lower-case hexadecimal digits.</summary>
    public void AddSignature(ReadOnlySpan<byte> hex)
    {
        Begin("signature");
        Reserve(hex.Length);
        hex.CopyTo(_buffer.AsSpan(_length));
        _length += hex.Length;
    }

    public override string ToString() => Encoding.ASCII.GetString(Bytes);

    private void Begin(string name)
    {
        if (_length > 0)
        {
            Append("&");
        }

        Append(name);
        Append("=");
    }

    private void Append(string ascii)
    {
        Reserve(ascii.Length);
        _length += Encoding.ASCII.GetBytes(ascii, _buffer.AsSpan(_length));
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
    }
}
