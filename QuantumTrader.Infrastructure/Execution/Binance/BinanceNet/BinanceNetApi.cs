using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.BinanceNet;

/// <summary>The REST port over the package Binance.Net. Everything that is sent is sent once; nothing here decides what an answer means.</summary>
public sealed partial class BinanceNetApi : IBinanceTransport
{
    private static readonly BinanceJson Json = BinanceJson.Default;
    private readonly NetSender _sender;
    private string? _listenKey;

    /// <param name="options">Checked.</param>
    /// <param name="budget">Shared with everything that asks this venue.</param>
    /// <param name="clock">The venue's, which what is signed is stamped by.</param>
    /// <param name="time">Of time-outs and latencies. The package stamps by the machine's own clock.</param>
    /// <param name="log">No address, header or parameter is ever logged.</param>
    public BinanceNetApi(BinanceOptions options, RequestBudget budget, ServerClock clock, TimeProvider time, ILogger log) =>
        _sender = new(options, BinanceHttpApi.Sockets(options), budget, clock, time, log);

    public CallMeter Meter => _sender.Meter;

    public HaltWatch Halts => _sender.Halts;

    public void Dispose() => _sender.Dispose();

    public ValueTask<BinanceAnswer<BinanceTime>> GetTimeAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.Time, (c, _, limited) => c.UsdFuturesApi.ExchangeData.GetServerTimeAsync(ct: limited), Json.BinanceTime, stopping);

    public ValueTask<BinanceAnswer<BinanceExchangeInfo>> GetExchangeInfoAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.ExchangeInfo, (c, _, limited) => c.UsdFuturesApi.ExchangeData.GetExchangeInfoAsync(limited), Json.BinanceExchangeInfo, stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinanceKline>>> GetKlinesAsync(KlinesQuery query, CancellationToken stopping) => _sender.SendAsync(
        BinanceEndpoints.Klines with { Weight = BinanceEndpoints.WeightOfKlines(query.Limit) },
        (c, _, limited) => c.UsdFuturesApi.ExchangeData.GetKlinesAsync(
            query.Symbol.Value, NetWords.Interval(query.Interval), query.StartUtc?.UtcDateTime, query.EndUtc?.UtcDateTime, query.Limit, limited),
        Json.IReadOnlyListBinanceKline,
        stopping);

    public ValueTask<BinanceAnswer<IReadOnlyList<BinancePremiumIndex>>> GetPremiumIndexAsync(Symbol? symbol, CancellationToken stopping) => _sender.SendAsync(
        symbol is null ? BinanceEndpoints.AllPremiumIndexes : BinanceEndpoints.PremiumIndex,
        (c, _, limited) => symbol is { } one
            ? c.UsdFuturesApi.ExchangeData.GetMarkPriceAsync(one.Value, limited)
            : c.UsdFuturesApi.ExchangeData.GetMarkPricesAsync(limited),
        Json.IReadOnlyListBinancePremiumIndex,
        stopping);

    public async ValueTask<BinanceAnswer<BinanceListenKey>> CreateListenKeyAsync(CancellationToken stopping)
    {
        var answer = await _sender.SendAsync(
            BinanceEndpoints.CreateListenKey, (c, _, limited) => c.UsdFuturesApi.Account.StartUserStreamAsync(limited), Json.BinanceListenKey, stopping).ConfigureAwait(false);
        _listenKey = answer.TryGet(out var key) ? key.ListenKey : _listenKey;
        return answer;
    }

    public ValueTask<BinanceAnswer<BinanceNothing>> KeepListenKeyAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.KeepListenKey, (c, _, limited) => c.UsdFuturesApi.Account.KeepAliveUserStreamAsync(KeyWord, limited), Json.BinanceNothing, stopping);

    public ValueTask<BinanceAnswer<BinanceNothing>> CloseListenKeyAsync(CancellationToken stopping) =>
        _sender.SendAsync(BinanceEndpoints.CloseListenKey, (c, _, limited) => c.UsdFuturesApi.Account.StopUserStreamAsync(KeyWord, limited), Json.BinanceNothing, stopping);

    /// <summary>The package wants a key to keep or to close; the venue goes by the account and pays no heed to it.</summary>
    private string KeyWord => _listenKey ?? "none";
}
