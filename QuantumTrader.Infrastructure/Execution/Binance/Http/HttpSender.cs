using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>
/// Sends one request once and says which of the three outcomes it had: limits, time stamp, signature, time-out, headers, status, body.
/// Works beside the engine's scheduler; safe from any thread.
/// </summary>
internal sealed class HttpSender : IDisposable
{
    private const string KeyHeader = "X-MBX-APIKEY";

    private readonly HttpClient _http;
    private readonly Uri _rest;
    private readonly Uri? _wallet;
    private readonly string? _key;
    private readonly BinanceSigner? _signer;
    private readonly BinanceOptions _options;
    private readonly RequestBudget _budget;
    private readonly ServerClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    public HttpSender(BinanceOptions options, HttpMessageHandler handler, RequestBudget budget, ServerClock clock, TimeProvider time, ILogger log)
    {
        (_options, _budget, _clock, _time, _log) = (options, budget, clock, time, log);
        _rest = new Uri(options.RestUrl.Trim());
        _wallet = string.IsNullOrWhiteSpace(options.WalletUrl) ? null : new Uri(options.WalletUrl.Trim());
        _key = options.ApiKey is { IsEmpty: false } key ? key.Reveal() : null;
        _signer = options.ApiSecret is { IsEmpty: false } secret ? new BinanceSigner(secret) : null;
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }; // each call has its own, by the injected clock
        (Meter, Halts) = (new CallMeter(time), new HaltWatch(time));
    }

    public CallMeter Meter { get; }

    public HaltWatch Halts { get; }

    public void Dispose() => _http.Dispose();

    public async ValueTask<BinanceAnswer<T>> SendAsync<T>(
        BinanceEndpoint endpoint, RequestParameters parameters, JsonTypeInfo<T> type, CancellationToken stopping, RequestTiming? timing = null, bool isOrder = false)
    {
        stopping.ThrowIfCancellationRequested(); // the last moment at which a change can be called back
        if (MissingFor(endpoint) is { } missing)
        {
            return new BinanceAnswer<T>.Refused(0, missing, 0);
        }

        var (wait, ticket) = await TurnAsync(endpoint, isOrder, stopping).ConfigureAwait(false);
        return wait > TimeSpan.Zero
            ? new BinanceAnswer<T>.Refused(isOrder ? BinanceCodes.TooManyOrders : BinanceCodes.TooManyRequests, NotSent(wait), 0)
            : await SendOnceAsync(endpoint, parameters, type, ticket, timing, stopping).ConfigureAwait(false);
    }

    /// <summary>Zero: counted, go. What is for safety waits a little; the rest does not wait at all, since it would be late.</summary>
    private async ValueTask<(TimeSpan Wait, BudgetTicket Ticket)> TurnAsync(BinanceEndpoint endpoint, bool isOrder, CancellationToken stopping)
    {
        var left = _budget.IsForSafety(endpoint) ? _options.TurnWaitMax : TimeSpan.Zero;
        while (true)
        {
            var wait = _budget.TryTake(endpoint, endpoint.Weight, isOrder, out var ticket);
            if (wait <= TimeSpan.Zero)
            {
                return (TimeSpan.Zero, ticket);
            }

            if (wait > left)
            {
                _budget.Refused();
                return (wait, ticket);
            }

            left -= wait;
            await Task.Delay(wait, _time, stopping).ConfigureAwait(false);
        }
    }

    private async ValueTask<BinanceAnswer<T>> SendOnceAsync<T>(
        BinanceEndpoint endpoint, RequestParameters parameters, JsonTypeInfo<T> type, BudgetTicket ticket, RequestTiming? timing, CancellationToken stopping)
    {
        var timeout = endpoint.IsChange ? _options.OrderTimeout : _options.ReadTimeout;
        using var limit = new CancellationTokenSource(timeout, _time);
        using var linked = endpoint.IsChange ? null : CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        var limited = linked?.Token ?? limit.Token; // once an order is sent, nobody stops the wait for its outcome
        using var request = RequestOf(endpoint, parameters, timing);
        var began = _time.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited).ConfigureAwait(false);
            AdoptHeaders(response.Headers, ticket);
            var (memory, length) = await BodyReader.ReadAsync(response.Content, endpoint, limited).ConfigureAwait(false);
            try
            {
                Meter.Answered(_time.GetElapsedTime(began));
                return AnswerOf(endpoint, response, memory.AsSpan(0, length), type);
            }
            finally
            {
                VenueMemory.Pool.Return(memory);
            }
        }
        catch (OperationCanceledException) when (!endpoint.IsChange && stopping.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The runtime throws a bare SocketException when a connection is gone right after it was made: whatever it throws, nobody answered.
        catch (Exception e)
        {
            Meter.Silent();
            return SilenceOf<T>(endpoint, request, e, timeout);
        }
#pragma warning restore CA1031
    }

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

    private BinanceAnswer<T> AnswerOf<T>(BinanceEndpoint endpoint, HttpResponseMessage response, ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return ValueOf(endpoint, body, type);
        }

        var (code, text) = WireText.Read(body, _key);
        NoteLimits(response, status, code, text);
        if (Halts.Note(code, text))
        {
            _log.TradingForbidden(code, BinanceCodes.Find(code)!.Value.Meaning, text.TrimEnd('.'));
        }

        if (endpoint.IsChange && !HttpVerdict.IsCertainFailure(status, code, text))
        {
            var cause = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}{(code == 0 ? "" : $", {code}")}: {text}");
            _log.CallUnknown(endpoint.Name, cause);
            return new BinanceAnswer<T>.Unknown(cause);
        }

        _log.CallRefused(endpoint.Name, status, code, text);
        return new BinanceAnswer<T>.Refused(code, text, status);
    }

    private BinanceAnswer<T> ValueOf<T>(BinanceEndpoint endpoint, ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, type) is { } value)
            {
                return new BinanceAnswer<T>.Ok(value);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidOperationException)
        {
            // Below: an answer that cannot be read is none.
        }

        const string Cause = "The answer cannot be read.";
        _log.CallUnknown(endpoint.Name, Cause);
        return new BinanceAnswer<T>.Unknown(Cause);
    }

    private BinanceAnswer<T> SilenceOf<T>(BinanceEndpoint endpoint, HttpRequestMessage request, Exception e, TimeSpan timeout)
    {
        var cause = e switch
        {
            OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"No answer within {timeout.TotalSeconds:0.#} s."),
            HttpRequestException http => $"The connection failed: {http.HttpRequestError}.",
            InvalidDataException tooLong => tooLong.Message,
            SocketException socket => $"The connection failed: {socket.SocketErrorCode}.",
            IOException => "The connection was cut.",
            _ => $"The request failed: {e.GetType().Name}.",
        };
        _log.CallUnknown(endpoint.Name, cause);
        return request.Content is OnceContent { WasNeverWritten: true }
            ? new BinanceAnswer<T>.Refused(0, "Not sent: " + cause, 0)
            : new BinanceAnswer<T>.Unknown(cause);
    }

    private void NoteLimits(HttpResponseMessage response, int status, int code, string text)
    {
        if (HttpVerdict.IsRateLimit(status, code))
        {
            _budget.BeQuiet(RetryAfterOf(response), WireText.BanEnd(text), HttpVerdict.IsBan(status) || WireText.BanEnd(text) is not null);
        }
        else if (code == BinanceCodes.TooManyOrders)
        {
            _budget.TooManyOrders(RetryAfterOf(response));
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - _time.GetUtcNow()) : null;

    private void AdoptHeaders(HttpResponseHeaders headers, BudgetTicket ticket) =>
        _budget.Adopt(ticket, NumberOf(headers, "X-MBX-USED-WEIGHT-1M"), NumberOf(headers, "X-MBX-ORDER-COUNT-10S"), NumberOf(headers, "X-MBX-ORDER-COUNT-1M"));

    private static int NumberOf(HttpResponseHeaders headers, string name)
    {
        if (headers.NonValidated.TryGetValues(name, out var values))
        {
            foreach (var value in values)
            {
                return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;
            }
        }

        return -1;
    }

    private string? MissingFor(BinanceEndpoint endpoint) => endpoint.Access switch
    {
        EndpointAccess.Public => null,
        EndpointAccess.Wallet when _wallet is null => "Not sent: Binance:WalletUrl is not set.",
        _ when _key is null => "Not sent: Binance:ApiKey is not set.",
        EndpointAccess.Signed or EndpointAccess.Wallet when _signer is null => "Not sent: Binance:ApiSecret is not set.",
        _ => null,
    };

    private static string NotSent(TimeSpan wait)
    {
        Debug.Assert(wait > TimeSpan.Zero);
        return string.Create(CultureInfo.InvariantCulture, $"Not sent: the venue's limits leave no room for another {wait.TotalSeconds:0.#} s.");
    }
}
