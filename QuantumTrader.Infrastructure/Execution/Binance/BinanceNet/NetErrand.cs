using Binance.Net.Interfaces.Clients;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <summary>
/// One call through the package, which writes and signs the request. Its HTTP handler hands the answer back here untouched, so that codes,
/// numbers and outcomes are read where those of the other transport are.
/// </summary>
internal sealed class NetErrand(IBinanceRestClient client, NetCall call, int window, long latestMs) : Http.IErrand
{
    private static readonly AsyncLocal<NetErrand?> Running = new();
    private HttpResponseMessage? _answer;
    private Exception? _failure;
    private Http.OnceContent? _body;
    private int _requests;
    private bool _leaves;

    /// <summary>Whose request the handler has before it; null: one that nobody here asked for.</summary>
    public static NetErrand? Current => Running.Value;

    public bool WasNeverSent => !_leaves || _body is { WasNeverWritten: true };

    /// <summary>The venue must not take the request after this, in milliseconds since 1970 by its clock.</summary>
    public long LatestMs => latestMs;

    /// <summary>The one request that an errand has. A second one, whatever the package may want it for, does not go out.</summary>
    /// <exception cref="InvalidOperationException">It is not the first.</exception>
    public void Take()
    {
        if (Interlocked.Increment(ref _requests) != 1)
        {
            throw new InvalidOperationException("The request went out before; it is not sent again.");
        }
    }

    /// <summary>Right before the first byte may leave.</summary>
    /// <param name="body">Null: there is none, and from here on nobody knows.</param>
    public void Leaves(Http.OnceContent? body) => (_body, _leaves) = (body, true);

    public void Answered(HttpResponseMessage answer) => _answer = answer;

    public void Failed(Exception failure) => _failure ??= failure;

    public async Task<HttpResponseMessage> RunAsync(CancellationToken limited)
    {
        Running.Value = this; // of this flow alone: who called sees nothing of it
        try
        {
            await call(client, window, limited).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What the package makes of its answer does not matter, and whatever it throws instead of one, nobody answered.
        catch (Exception e)
        {
            Failed(e);
        }
#pragma warning restore CA1031

        return _answer
            ?? throw (_failure is { } failure && !limited.IsCancellationRequested ? failure : new OperationCanceledException(limited));
    }

    public void Dispose() => _answer?.Dispose();
}
