using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>The whole gateway over a scripted venue and a clock that runs by itself only where a test lets it.</summary>
internal sealed class Gateway : IDisposable
{
    public const string KeyText = "canary-key-4711";
    public const string SecretText = "canary-secret-0815";
    public static readonly Symbol Btc = Symbol.Create("BTCUSDT");
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public Gateway(Action<BinanceOptions>? change = null, BanFile? ban = null, ILogger<BinanceHttpApi>? log = null)
    {
        Options = new BinanceOptions { RestUrl = "http://127.0.0.1:1", StreamUrl = "ws://127.0.0.1:1", ApiKey = new(KeyText), ApiSecret = new(SecretText) };
        change?.Invoke(Options);
        Clock = new ServerClock(Time);
        Budget = new RequestBudget(Options, Clock, ban);
        Api = new BinanceHttpApi(Options, Budget, Clock, Time, Venue, log);
        Sync = new ClockSync(Api, Clock, Time, Options.ClockInterval);
        Exchange = new BinanceExchange(Api, Options, Sync, Links, Time, [Btc], Budget);
        Venue.On("GET /fapi/v1/time", $$"""{"serverTime":{{Now.ToUnixTimeMilliseconds()}}}""");
    }

    public FakeTimeProvider Time { get; } = new(Now);

    public ScriptedVenue Venue { get; } = new();

    public BinanceOptions Options { get; }

    public ServerClock Clock { get; }

    public RequestBudget Budget { get; }

    public BinanceHttpApi Api { get; }

    public ClockSync Sync { get; }

    public AlgoOrigins Links { get; } = new();

    public BinanceExchange Exchange { get; }

    /// <summary>Moves the clock on until the call is over, so that waits and time-outs end.</summary>
    public async Task<T> RunAsync<T>(ValueTask<T> call)
    {
        var running = call.AsTask();
        for (var i = 0; i < 2_000 && !running.IsCompleted; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        return await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    public Task<SubmitOutcome> SubmitAsync(OrderIntent intent) => RunAsync(Exchange.SubmitAsync(intent, CancellationToken.None));

    public static OrderIntent Entry(OrderType type = OrderType.Market) => new()
    {
        ClientOrderId = ClientOrderId.Create("qt1-42-e0"),
        TradeId = TradeId.Create("1-42"),
        Symbol = Btc,
        Side = OrderSide.Buy,
        Type = type,
        Purpose = OrderPurpose.Entry,
        Quantity = new(0.010m),
        ReduceOnly = false,
        LimitPrice = type == OrderType.Limit ? new(50_000.10m) : null,
        TriggerPrice = type.IsConditional() ? new(49_000.5m) : null,
        ReferencePrice = new(50_000m),
        SentAtUtc = Now,
        ReceiveWindow = TimeSpan.FromMilliseconds(1_500),
    };

    public static OrderIntent Close(OrderType type = OrderType.Market) => Entry(type) with
    {
        ClientOrderId = ClientOrderId.Create(type == OrderType.StopMarket ? "qt1-42-s3" : "qt1-42-x3"),
        Side = OrderSide.Sell,
        Purpose = type == OrderType.StopMarket ? OrderPurpose.StopLoss : OrderPurpose.Exit,
        ReduceOnly = true,
        SentAtUtc = null,
        ReceiveWindow = null,
    };

    public static string Order(string clientId, long id = 7, string status = "NEW", string executed = "0", string side = "BUY", string type = "MARKET") =>
        $$"""{"symbol":"BTCUSDT","orderId":{{id}},"clientOrderId":"{{clientId}}","status":"{{status}}","side":"{{side}}","positionSide":"BOTH","type":"{{type}}","origQty":"0.010","executedQty":"{{executed}}","avgPrice":"50000.0","price":"0","updateTime":1700000000000}""";

    public static string Algo(string clientId, long id = 9, string status = "NEW", string actual = "", string actualQty = "0") =>
        $$"""{"algoId":{{id}},"clientAlgoId":"{{clientId}}","algoType":"CONDITIONAL","orderType":"STOP_MARKET","symbol":"BTCUSDT","side":"SELL","positionSide":"BOTH","quantity":"0.010","algoStatus":"{{status}}","actualOrderId":"{{actual}}","actualQty":"{{actualQty}}","triggerPrice":"49000.50","price":"0.00","reduceOnly":true,"updateTime":1700000000000}""";

    public void Dispose()
    {
        Exchange.Dispose();
        Api.Dispose();
    }
}
