using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>The REST port over HTTP. Everything that is sent is sent once; nothing here decides what an answer means.</summary>
public sealed partial class BinanceHttpApi : IBinanceTransport
{
    private static readonly BinanceJson Json = BinanceJson.Default;
    private readonly HttpSender _sender;

    /// <param name="options">Checked.</param>
    /// <param name="budget">Shared with everything that asks this venue.</param>
    /// <param name="clock">Stamps what is signed.</param>
    /// <param name="time">Of time-outs and latencies.</param>
    /// <param name="handler">Null: the machine's own sockets. Owned from here on.</param>
    /// <param name="log">Null logs nothing. No address, header or parameter is ever logged.</param>
    public BinanceHttpApi(
        BinanceOptions options, RequestBudget budget, ServerClock clock, TimeProvider time, HttpMessageHandler? handler = null, ILogger<BinanceHttpApi>? log = null) =>
        _sender = new(options, handler ?? Sockets(options), budget, clock, time, log ?? NullLogger<BinanceHttpApi>.Instance);

    public CallMeter Meter => _sender.Meter;

    /// <summary>Whether the venue forbids opening anything.</summary>
    public HaltWatch Halts => _sender.Halts;

    public void Dispose() => _sender.Dispose();

    public ValueTask<BinanceAnswer<BinanceTime>> GetTimeAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.Time, new(), Json.BinanceTime, stopping);

    public ValueTask<BinanceAnswer<BinanceExchangeInfo>> GetExchangeInfoAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.ExchangeInfo, new(), Json.BinanceExchangeInfo, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceKline>>> GetKlinesAsync(KlinesQuery query, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.Klines with { Weight = BinanceEndpoints.WeightOfKlines(query.Limit) },
        Of(query.Symbol).Add("interval", query.Interval).Add("startTime", Ms(query.StartUtc)).Add("endTime", Ms(query.EndUtc)).Add("limit", query.Limit),
        Json.IReadOnlyListBinanceKline,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinancePremiumIndex>>> GetPremiumIndexAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        symbol is null ? BinanceEndpoints.AllPremiumIndexes : BinanceEndpoints.PremiumIndex, Of(symbol), Json.IReadOnlyListBinancePremiumIndex, stopping);

    public ValueTask<BinanceAnswer<BinanceListenKey>> CreateListenKeyAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CreateListenKey, new(), Json.BinanceListenKey, stopping);

    public ValueTask<BinanceAnswer<BinanceNothing>> KeepListenKeyAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.KeepListenKey, new(), Json.BinanceNothing, stopping);

    public ValueTask<BinanceAnswer<BinanceNothing>> CloseListenKeyAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CloseListenKey, new(), Json.BinanceNothing, stopping);

    private static RequestParameters Of(Symbol? symbol) => new RequestParameters().Add("symbol", symbol?.Value);

    private static long? Ms(DateTimeOffset? utc) => utc?.ToUnixTimeMilliseconds();

    internal static SocketsHttpHandler Sockets(BinanceOptions options) => new()
    {
        AllowAutoRedirect = false, // a signed request goes where it was set to go
        AutomaticDecompression = DecompressionMethods.All,
        UseCookies = false,
        UseProxy = true,
        ConnectTimeout = options.OrderTimeout,
        MaxConnectionsPerServer = 128, // a stop asks for many symbols at once
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(15), // a name may come to mean another address
        MaxResponseHeadersLength = 32, // KB
        ActivityHeadersPropagator = null,
    };
}
