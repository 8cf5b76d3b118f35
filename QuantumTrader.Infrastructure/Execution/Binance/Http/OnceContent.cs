using System.Net;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>
/// A form that is written once. When a connection is closed without an answer, the platform's HTTP client sends a request that has no body
/// again by itself, three times; one whose body was begun it does not. So an order has its parameters in the body, never in the
/// address, and a second writing fails here besides.
/// </summary>
internal sealed class OnceContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _form;
    private int _writings;

    public OnceContent(ReadOnlyMemory<byte> form)
    {
        _form = form;
        Headers.ContentType = new("application/x-www-form-urlencoded");
    }

    /// <summary>Nothing of it was handed to a connection yet: the venue cannot know of it.</summary>
    public bool WasNeverWritten => Volatile.Read(ref _writings) == 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _writings) != 1)
        {
            throw new IOException("The request was written before; it is not sent again.");
        }

        await stream.WriteAsync(_form, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _form.Length;
        return true;
    }
}
