using System.Text;
using System.Threading.Channels;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>A socket in memory: the test plays the venue.</summary>
public sealed class ScriptedSocket(Func<Uri, Exception?> refuse) : IStreamSocket
{
    private readonly Channel<object> _frames = Channel.CreateUnbounded<object>();
    private readonly List<string> _sent = [];
    private byte[] _rest = [];

    public Uri? Address { get; private set; }

    public bool IsClosed { get; private set; }

    public Action<ScriptedSocket, string> OnSent { get; set; } = (_, _) => { };

    public IReadOnlyList<string> Sent
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent];
            }
        }
    }

    public void Push(string frame) => _frames.Writer.TryWrite(frame);

    /// <summary>The venue closes.</summary>
    public void Close() => _frames.Writer.TryWrite(new CloseFrame("closed by the venue (1006 )"));

    /// <summary>The network breaks.</summary>
    public void Break() => _frames.Writer.TryComplete(new IOException("Connection reset by peer"));

    public ValueTask ConnectAsync(Uri address, CancellationToken stopping)
    {
        Address = address;
        return refuse(address) is { } e ? ValueTask.FromException(e) : ValueTask.CompletedTask;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken stopping)
    {
        var text = Encoding.UTF8.GetString(message.Span);
        lock (_sent)
        {
            _sent.Add(text);
        }

        OnSent(this, text);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<SocketRead> ReceiveAsync(Memory<byte> buffer, CancellationToken stopping)
    {
        if (_rest.Length == 0)
        {
            var next = await Next(stopping);
            if (next is CloseFrame close)
            {
                return new(0, true, close.Why);
            }

            _rest = Encoding.UTF8.GetBytes((string)next);
        }

        var count = Math.Min(_rest.Length, buffer.Length);
        _rest.AsSpan(0, count).CopyTo(buffer.Span);
        _rest = _rest[count..];
        return new(count, _rest.Length == 0);
    }

    public void Dispose()
    {
        IsClosed = true;
        _frames.Writer.TryComplete(new IOException("The socket was disposed."));
    }

    private async Task<object> Next(CancellationToken stopping)
    {
        try
        {
            return await _frames.Reader.ReadAsync(stopping);
        }
        catch (ChannelClosedException e)
        {
            throw e.InnerException ?? e;
        }
    }

    private sealed record CloseFrame(string Why);
}
