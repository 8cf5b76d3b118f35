namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>A request of our own writing.</summary>
internal sealed class HttpErrand(HttpClient http, HttpRequestMessage request) : IErrand
{
    public bool WasNeverSent => request.Content is OnceContent { WasNeverWritten: true };

    public Task<HttpResponseMessage> RunAsync(CancellationToken limited) => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited);

    public void Dispose() => request.Dispose();
}
