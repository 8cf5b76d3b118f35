using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace QuantumTrader.Infrastructure.Alerts.Webhook;

/// <summary>
/// Posts one message once. It follows no redirect: a signed message goes where it was set to go and nowhere else. When to try again is
/// the queue's matter, which outlives the process; a second layer of retries in here would only multiply them.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromHours(1);
    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly byte[] _secret;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    /// <param name="options">Checked, with a webhook.</param>
    /// <param name="time">Stamps each attempt.</param>
    public WebhookClient(AlertsOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _ = WebhookSignature.TryReadSecret(options.WebhookSecret, out _secret);
        (_url, _timeout, _time) = (new Uri(options.WebhookUrl!.Trim()), options.WebhookTimeout, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.WebhookTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a name may come to mean another address
            MaxConnectionsPerServer = 1,
            MaxResponseHeadersLength = 16, // KB
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("QuantumTrader-Alerts/1");
    }

    /// <summary>Where it goes, without path and query: those may hold a secret.</summary>
    public string Where => _url.GetLeftPart(UriPartial.Authority);

    public async Task<WebhookOutcome> PostAsync(AlertDelivery delivery, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limited.CancelAfter(_timeout);
        using var request = RequestOf(delivery);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            return OutcomeOf(response);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new WebhookOutcome.TryAgain(string.Create(CultureInfo.InvariantCulture, $"No answer within {_timeout.TotalSeconds:0.#} s; it may have been taken."));
        }
        catch (HttpRequestException e)
        {
            return new WebhookOutcome.TryAgain(CauseOf(e));
        }
        catch (SocketException e)
        {
            return new WebhookOutcome.TryAgain($"The receiver cannot be reached: {e.SocketErrorCode}."); // gone right after it was connected
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage RequestOf(AlertDelivery delivery)
    {
        var (id, timestamp) = (delivery.Id.ToString(), WebhookSignature.TimestampOf(_time.GetUtcNow()));
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(_secret, id, timestamp, delivery.Body));
        return request;
    }

    private WebhookOutcome OutcomeOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => new WebhookOutcome.Taken(),
            >= 300 and < 400 => new WebhookOutcome.TryAgain($"Answered {status}: redirects are not followed; set Alerts:WebhookUrl to where it leads, if that is right."),
            (int)HttpStatusCode.Gone => new WebhookOutcome.Unwanted("Answered 410: the receiver wants no more."),
            _ => new WebhookOutcome.TryAgain($"Answered {status}.", WaitOf(response)),
        };
    }

    private TimeSpan? WaitOf(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - _time.GetUtcNow() : null;
        return asked is not { } wait || !(wait > TimeSpan.Zero) ? null : wait < WaitMax ? wait : WaitMax;
    }

    private static string CauseOf(HttpRequestException e) => e switch
    {
        { InnerException: AuthenticationException } => "The certificate of the receiver is not trusted.",
        { HttpRequestError: HttpRequestError.NameResolutionError } => "The receiver's name cannot be resolved.",
        { InnerException: SocketException socket } => $"The receiver cannot be reached: {socket.SocketErrorCode}.",
        _ => $"The receiver could not be told: {e.HttpRequestError}.",
    };
}
