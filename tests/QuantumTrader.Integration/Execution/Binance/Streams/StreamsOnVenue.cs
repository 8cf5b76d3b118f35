using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Streams;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Infrastructure.Market.Exchange;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Execution.Binance.Streams;
using QuantumTrader.Web.Engine.Scheduling;
using OrderSide = QuantumTrader.Domain.Units.OrderSide;
using OrderType = QuantumTrader.Domain.Execution.OrderType;

namespace QuantumTrader.Integration.Execution.Binance.Streams;

/// <summary>The streams on a fake venue, over its WebSockets, with the engine's real scheduler and shortened times.</summary>
internal sealed class StreamsOnVenue : IAsyncDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    public static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    private readonly CancellationTokenSource _stop = new();
    private readonly EngineContext _context = new();
    private readonly Task _pump;

    private StreamsOnVenue(GatewayOnVenue gateway, StreamSettings settings)
    {
        (Gateway, Settings) = (gateway, settings);
        _pump = Task.Factory.StartNew(() => _context.Run(_stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        User = new(
            new BinanceListenKeyDesk(gateway.Api), gateway.Exchange, Listener, settings, gateway.Fees, Socket, TimeProvider.System, () => gateway.Clock.Offset,
            action => _context.Post(static a => ((Action)a!)(), action), NullLogger<UserStream>.Instance, gateway.GetFundingsAsync);
        Market = new([Btc], TimeSpan.FromMinutes(1), settings, Socket, TimeProvider.System, () => gateway.Clock.Offset, NullLogger<MarketStreams>.Instance);
    }

    public GatewayOnVenue Gateway { get; }

    public StreamSettings Settings { get; }

    public FakeVenueHost Host => Gateway.Host;

    public RecordingListener Listener { get; } = new();

    public UserStream User { get; }

    public MarketStreams Market { get; }

    public static async Task<StreamsOnVenue> StartAsync(FakeVenueOptions? venue = null, Func<StreamSettings, StreamSettings>? change = null)
    {
        var gateway = await GatewayOnVenue.StartAsync(venue);
        var settings = new StreamSettings
        {
            MarketUrl = new(gateway.Host.StreamUrl, "market"),
            PrivateUrl = new(gateway.Host.StreamUrl, "private"),
            FirstFrameMax = TimeSpan.FromSeconds(4),
            MarkAgeMax = TimeSpan.FromSeconds(3),
            CheckEvery = TimeSpan.FromMilliseconds(100),
            BackoffMin = TimeSpan.FromMilliseconds(50),
            ResyncRetryEvery = TimeSpan.FromMilliseconds(100),
            ProbeAfter = TimeSpan.FromMilliseconds(400),
            ProbeMax = TimeSpan.FromSeconds(1),
        };
        return new(gateway, change?.Invoke(settings) ?? settings);
    }

    public static async Task<StreamsOnVenue> TrustedAsync(FakeVenueOptions? venue = null, Func<StreamSettings, StreamSettings>? change = null)
    {
        var streams = await StartAsync(venue, change);
        streams.User.Start(CancellationToken.None);
        await StreamsOnVenue.UntilAsync(() => streams.User.Trust.IsTrusted, "trust");
        return streams;
    }

    public async Task SubmitAsync(OrderIntent intent) => Assert.IsType<SubmitOutcome.Accepted>(await Gateway.Exchange.SubmitAsync(intent, CancellationToken.None));

    public Task EnterAsync(string id = "qt1-1-e1", decimal quantity = 0.02m) => SubmitAsync(Intent(id, OrderPurpose.Entry, OrderSide.Buy, OrderType.Market, quantity));

    public Task ProtectAsync(decimal trigger, string id = "qt1-1-s2") =>
        SubmitAsync(Intent(id, OrderPurpose.StopLoss, OrderSide.Sell, OrderType.StopMarket, 0.02m) with { TriggerPrice = new(trigger), ReduceOnly = true });

    public void Fault(StreamFaultKind kind, string? e = null, int count = 1, StreamPath path = StreamPath.Private) =>
        Host.Streams.Inject(new StreamFault { Kind = kind, Path = path, Event = e, Count = count });

    public static Task UntilAsync(Func<bool> condition, string what) => Poll.UntilAsync(condition, Limit, what);

    public async ValueTask DisposeAsync()
    {
        await User.DisposeAsync();
        await Market.DisposeAsync();
        await _stop.CancelAsync();
        await _pump;
        _context.Dispose();
        _stop.Dispose();
        await Gateway.DisposeAsync();
    }

    private ClientStreamSocket Socket() => new(Settings.PingEvery, Settings.PongMax);

    private static OrderIntent Intent(string id, OrderPurpose purpose, OrderSide side, OrderType type, decimal quantity) => new()
    {
        ClientOrderId = ClientOrderId.Create(id),
        TradeId = TradeId.Create("1-1"),
        Symbol = Btc,
        Side = side,
        Type = type,
        Purpose = purpose,
        Quantity = new(quantity),
        ReduceOnly = purpose != OrderPurpose.Entry,
        ReferencePrice = new(30_000m),
        Leverage = new(5m),
    };
}
