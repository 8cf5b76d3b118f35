using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;
using QuantumTrader.Unit.Execution;
using FundingIncome = QuantumTrader.Infrastructure.Execution.Binance.Streams.FundingIncome;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>The gateway on a fake venue of its own, over HTTP.</summary>
internal sealed class GatewayOnVenue : IContractVenue
{
    private readonly IBinanceTransport _api;
    private readonly BinanceExchange _exchange;

    private GatewayOnVenue(FakeVenueHost host, TimeProvider time, BinanceOptions options)
    {
        (Host, Time, Clock) = (host, time, new ServerClock(time));
        Budget = new RequestBudget(options, Clock, file: null);
        _api = TestTransport.Create(options, Budget, Clock, time);
        Sync = new ClockSync(_api, Clock, time, options.ClockInterval);
        _exchange = new BinanceExchange(_api, options, Sync, new AlgoOrigins(), time, [Symbol.Create("BTCUSDT")], Budget);
    }

    public FakeVenueHost Host { get; }

    public ServerClock Clock { get; }

    public ClockSync Sync { get; }

    public RequestBudget Budget { get; }

    public IBinanceTransport Api => _api;

    public IExchange Exchange => _exchange;

    public FeeWorth Fees => _exchange.Fees;

    public ValueTask<ExchangeRead<IReadOnlyList<FundingIncome>>> GetFundingsAsync(DateTimeOffset sinceUtc, CancellationToken stopping) => _exchange.GetFundingsAsync(sinceUtc, stopping);

    public TimeProvider Time { get; }

    public static async Task<GatewayOnVenue> StartAsync(FakeVenueOptions? venue = null, TimeProvider? time = null, Action<BinanceOptions>? change = null)
    {
        var host = await FakeVenueHost.StartAsync(venue ?? new FakeVenueOptions());
        var options = new BinanceOptions
        {
            RestUrl = host.RestUrl.ToString(),
            StreamUrl = host.StreamUrl.ToString(),
            WalletUrl = host.RestUrl.ToString(),
            ApiKey = new(VenueKey.Default.ApiKey),
            ApiSecret = new(VenueKey.Default.Secret),
        };
        change?.Invoke(options);
        var gateway = new GatewayOnVenue(host, time ?? TimeProvider.System, options);
        if (time is null)
        {
            Assert.True(await gateway.Sync.SyncAsync(CancellationToken.None));
        }

        host.Feed.SetMark("BTCUSDT", 30_000m);
        return gateway;
    }

    public Task MoveAsync(decimal price)
    {
        Host.Feed.SetMark("BTCUSDT", price);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _exchange.Dispose();
        _api.Dispose();
        await Host.DisposeAsync();
    }
}
