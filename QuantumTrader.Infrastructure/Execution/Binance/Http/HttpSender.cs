using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>Writes and signs the requests itself.</summary>
internal sealed class HttpSender : CallSender<RequestParameters>, IDisposable
{
    private const string KeyHeader = "X-MBX-APIKEY";

    private readonly HttpClient _http;
    private readonly Uri _rest;
    private readonly Uri? _wallet;
    private readonly string? _key;
    private readonly BinanceSigner? _signer;
    private readonly BinanceOptions _options;
    private readonly ServerClock _clock;

    public HttpSender(BinanceOptions options, HttpMessageHandler handler, RequestBudget budget, ServerClock clock, TimeProvider time, ILogger log)
        : base(options, budget, time, log)
    {
        (_options, _clock) = (options, clock);
        _rest = new Uri(options.RestUrl.Trim());
        _wallet = string.IsNullOrWhiteSpace(options.WalletUrl) ? null : new Uri(options.WalletUrl.Trim());
        _key = options.ApiKey is { IsEmpty: false } key ? key.Reveal() : null;
        _signer = options.ApiSecret is { IsEmpty: false } secret ? new BinanceSigner(secret) : null;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // each call has its own, by the injected clock
    }

    public void Dispose() => _http.Dispose();

    protected override IErrand Begin(BinanceEndpoint endpoint, RequestParameters call, RequestTiming? timing) => new HttpErrand(_http, RequestOf(endpoint, call, timing));

    private HttpRequestMessage RequestOf(BinanceEndpoint endpoint, RequestParameters parameters, RequestTiming? timing)
    {
        if (endpoint.Access is EndpointAccess.Signed or EndpointAccess.Wallet)
        {
            var window = timing?.ReceiveWindow ?? _options.ReceiveWindow;
            parameters.Add("recvWindow", (long)window.TotalMilliseconds).Add("timestamp", _clock.TimestampOf(timing));
            _signer!.Sign(parameters);
        }

        var isForm = endpoint.Verb == HttpMethod.Post;
        var host = endpoint.Access == EndpointAccess.Wallet ? _wallet! : _rest;
        var text = host.GetLeftPart(UriPartial.Authority) + endpoint.Path + (isForm || parameters.IsEmpty ? "" : "?" + parameters);
        var request = new HttpRequestMessage(endpoint.Verb, new Uri(text, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })); // sent as signed
        if (isForm)
        {
            request.Content = new OnceContent(parameters.Memory);
        }

        if (endpoint.Access != EndpointAccess.Public)
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, _key);
        }

        return request;
    }
}
