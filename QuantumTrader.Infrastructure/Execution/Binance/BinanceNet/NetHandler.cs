using System.Globalization;
using System.Web;
using QuantumTrader.Infrastructure.Execution.Binance.Http;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <summary>
/// Stands between the package and the socket: lets each errand send once, and only while the venue may still take it; what has a body is
/// written once, so that the platform does not send it again on another connection either; the answer goes to the errand as it came.
/// </summary>
internal sealed class NetHandler(HttpMessageHandler sockets) : DelegatingHandler(sockets)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var errand = NetErrand.Current ?? throw new InvalidOperationException("Nobody asked for this request.");
        try
        {
            errand.Take();
            await PrepareAsync(request, errand, cancellationToken).ConfigureAwait(false);
            errand.Leaves(request.Content as OnceContent);
            errand.Answered(await base.SendAsync(request, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            errand.Failed(e);
            throw;
        }

        // The package gets an answer of its own that it need not understand: the real one is read once, by the errand's owner.
        return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent("{}"), RequestMessage = request };
    }

    private static async Task PrepareAsync(HttpRequestMessage request, NetErrand errand, CancellationToken limited)
    {
        var query = request.RequestUri!.Query;
        if (request.Content is { } content)
        {
            var form = await content.ReadAsByteArrayAsync(limited).ConfigureAwait(false);
            query += "&" + System.Text.Encoding.UTF8.GetString(form);
            request.Content = request.Method == HttpMethod.Get || form.Length == 0 ? null : new OnceContent(form);
        }

        if (EndOf(query) is { } end && end > errand.LatestMs)
        {
            throw new SignedTooLateException();
        }
    }

    /// <summary>Until when the venue takes it, in milliseconds since 1970; null: it is not signed.</summary>
    private static long? EndOf(string query)
    {
        var parameters = HttpUtility.ParseQueryString(query);
        return long.TryParse(parameters["timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var stamp)
            && long.TryParse(parameters["recvWindow"], NumberStyles.None, CultureInfo.InvariantCulture, out var window)
            ? stamp + window
            : null;
    }
}
