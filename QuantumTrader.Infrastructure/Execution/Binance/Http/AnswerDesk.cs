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

/// <summary>What an answer of the venue, or none, means for a call: one of the three outcomes, and what it tells of the venue's limits.</summary>
/// <param name="key">Ours, which no text may repeat; null: there is none.</param>
internal sealed class AnswerDesk(RequestBudget budget, string? key, TimeProvider time, ILogger log)
{
    public HaltWatch Halts { get; } = new(time);

    public BinanceAnswer<T> AnswerOf<T>(BinanceEndpoint endpoint, HttpResponseMessage response, ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return ValueOf(endpoint, body, type);
        }

        var (code, text) = WireText.Read(body, key);
        NoteLimits(response, status, code, text);
        if (Halts.Note(code, text))
        {
            log.TradingForbidden(code, BinanceCodes.Find(code)!.Value.Meaning, text.TrimEnd('.'));
        }

        if (endpoint.IsChange && !HttpVerdict.IsCertainFailure(status, code, text))
        {
            var cause = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}{(code == 0 ? "" : $", {code}")}: {text}");
            log.CallUnknown(endpoint.Name, cause);
            return new BinanceAnswer<T>.Unknown(cause);
        }

        log.CallRefused(endpoint.Name, status, code, text);
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
        log.CallUnknown(endpoint.Name, Cause);
        return new BinanceAnswer<T>.Unknown(Cause);
    }

    /// <param name="endpoint">What was called.</param>
    /// <param name="wasNeverSent">Nothing of it was handed to a connection: the venue cannot know of it.</param>
    /// <param name="e">What came instead of an answer.</param>
    /// <param name="timeout">How long it was waited for.</param>
    public BinanceAnswer<T> SilenceOf<T>(BinanceEndpoint endpoint, bool wasNeverSent, Exception e, TimeSpan timeout)
    {
        var cause = e switch
        {
            OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"No answer within {timeout.TotalSeconds:0.#} s."),
            HttpRequestException http => $"The connection failed: {http.HttpRequestError}.",
            InvalidDataException tooLong => tooLong.Message,
            SignedTooLateException late => late.Message,
            SocketException socket => $"The connection failed: {socket.SocketErrorCode}.",
            IOException => "The connection was cut.",
            _ => $"The request failed: {e.GetType().Name}.",
        };
        log.CallUnknown(endpoint.Name, cause);
        return wasNeverSent
            ? new BinanceAnswer<T>.Refused(e is SignedTooLateException ? BinanceCodes.Timestamp : 0, "Not sent: " + cause, 0)
            : new BinanceAnswer<T>.Unknown(cause);
    }

    private void NoteLimits(HttpResponseMessage response, int status, int code, string text)
    {
        if (HttpVerdict.IsRateLimit(status, code))
        {
            budget.BeQuiet(RetryAfterOf(response), WireText.BanEnd(text), HttpVerdict.IsBan(status) || WireText.BanEnd(text) is not null);
        }
        else if (code == BinanceCodes.TooManyOrders)
        {
            budget.TooManyOrders(RetryAfterOf(response));
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - time.GetUtcNow()) : null;

    public void AdoptHeaders(HttpResponseHeaders headers, BudgetTicket ticket) =>
        budget.Adopt(ticket, NumberOf(headers, "X-MBX-USED-WEIGHT-1M"), NumberOf(headers, "X-MBX-ORDER-COUNT-10S"), NumberOf(headers, "X-MBX-ORDER-COUNT-1M"));

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
}
