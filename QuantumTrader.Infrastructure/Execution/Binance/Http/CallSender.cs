using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Codes;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>
/// Sends one call once and says which of the three outcomes it had: its turn within the limits, time-out, headers, status, body. How it is
/// written and signed is the transport's. Works beside the engine's scheduler; safe from any thread.
/// </summary>
/// <typeparam name="TCall">What a transport writes a request from.</typeparam>
internal abstract class CallSender<TCall>
{
    private readonly BinanceOptions _options;
    private readonly RequestBudget _budget;
    private readonly TimeProvider _time;
    private readonly AnswerDesk _answers;
    private readonly bool _hasWallet;
    private readonly bool _hasKey;
    private readonly bool _hasSecret;

    protected CallSender(BinanceOptions options, RequestBudget budget, TimeProvider time, ILogger log)
    {
        (_options, _budget, _time) = (options, budget, time);
        (_hasWallet, _hasKey, _hasSecret) = (!string.IsNullOrWhiteSpace(options.WalletUrl), options.ApiKey is { IsEmpty: false }, options.ApiSecret is { IsEmpty: false });
        (Meter, _answers) = (new CallMeter(time), new AnswerDesk(budget, _hasKey ? options.ApiKey!.Reveal() : null, time, log));
    }

    public CallMeter Meter { get; }

    public HaltWatch Halts => _answers.Halts;

    public async ValueTask<BinanceAnswer<T>> SendAsync<T>(
        BinanceEndpoint endpoint, TCall call, JsonTypeInfo<T> type, CancellationToken stopping, RequestTiming? timing = null, bool isOrder = false)
    {
        stopping.ThrowIfCancellationRequested(); // the last moment at which a change can be called back
        if (MissingFor(endpoint) is { } missing)
        {
            return new BinanceAnswer<T>.Refused(0, missing, 0);
        }

        var (wait, ticket) = await TurnAsync(endpoint, isOrder, stopping).ConfigureAwait(false);
        return wait > TimeSpan.Zero
            ? new BinanceAnswer<T>.Refused(isOrder ? BinanceCodes.TooManyOrders : BinanceCodes.TooManyRequests, NotSent(wait), 0)
            : await SendOnceAsync(endpoint, call, type, ticket, timing, stopping).ConfigureAwait(false);
    }

    /// <summary>Everything that must go with the endpoint is there; its turn has come.</summary>
    protected abstract IErrand Begin(BinanceEndpoint endpoint, TCall call, RequestTiming? timing);

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
        BinanceEndpoint endpoint, TCall call, JsonTypeInfo<T> type, BudgetTicket ticket, RequestTiming? timing, CancellationToken stopping)
    {
        var timeout = endpoint.IsChange ? _options.OrderTimeout : _options.ReadTimeout;
        using var limit = new CancellationTokenSource(timeout, _time);
        using var linked = endpoint.IsChange ? null : CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        var limited = linked?.Token ?? limit.Token; // once an order is sent, nobody stops the wait for its outcome
        using var errand = Begin(endpoint, call, timing);
        var began = _time.GetTimestamp();
        try
        {
            using var response = await errand.RunAsync(limited).ConfigureAwait(false);
            _answers.AdoptHeaders(response.Headers, ticket);
            var (memory, length) = await BodyReader.ReadAsync(response.Content, endpoint, limited).ConfigureAwait(false);
            try
            {
                Meter.Answered(_time.GetElapsedTime(began));
                return _answers.AnswerOf(endpoint, response, memory.AsSpan(0, length), type);
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
            return _answers.SilenceOf<T>(endpoint, errand.WasNeverSent, e, timeout);
        }
#pragma warning restore CA1031
    }

    private string? MissingFor(BinanceEndpoint endpoint) => endpoint.Access switch
    {
        EndpointAccess.Public => null,
        EndpointAccess.Wallet when !_hasWallet => "Not sent: Binance:WalletUrl is not set.",
        _ when !_hasKey => "Not sent: Binance:ApiKey is not set.",
        EndpointAccess.Signed or EndpointAccess.Wallet when !_hasSecret => "Not sent: Binance:ApiSecret is not set.",
        _ => null,
    };

    private static string NotSent(TimeSpan wait)
    {
        Debug.Assert(wait > TimeSpan.Zero);
        return string.Create(CultureInfo.InvariantCulture, $"Not sent: the venue's limits leave no room for another {wait.TotalSeconds:0.#} s.");
    }
}
