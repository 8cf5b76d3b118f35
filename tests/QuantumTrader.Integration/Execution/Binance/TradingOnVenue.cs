using System.Globalization;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Execution;
using OrderSide = QuantumTrader.Domain.Units.OrderSide;
using PositionSide = QuantumTrader.Domain.Units.PositionSide;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>The app's own engine on a fake venue whose prices the test moves. It enters when the test says so, and looks at the venue as often as the test waits.</summary>
internal sealed class TradingOnVenue : IAsyncDisposable
{
    public static readonly Symbol Btc = Symbol.Create("BTCUSDT");

    public const decimal Size = 0.02m;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TempFolder _data;
    private int _trades;

    private TradingOnVenue(FakeVenueHost host, EngineOnVenue engine, TempFolder data)
    {
        (Host, Engine, _data) = (host, engine, data);
        Hand = new VenueClient(host.RestUrl, TimeProvider.System);
    }

    public FakeVenueHost Host { get; }

    public EngineOnVenue Engine { get; }

    /// <summary>Somebody else with the same key.</summary>
    public VenueClient Hand { get; }

    /// <summary>Of BTCUSDT, as the venue has it.</summary>
    public decimal Held => At(a => a.Positions.Where(p => p.Symbol == Btc.Value).Sum(p => p.Amount));

    /// <summary>As the venue has it.</summary>
    public decimal Wallet => At(a => a.Wallet);

    public bool IsHedged => At(a => a.HedgeMode);

    /// <summary>Conditional orders at the venue, by our ids.</summary>
    public IReadOnlyList<string> Conditionals => At(a => a.Algos.Open.Select(o => o.ClientId).ToArray());

    /// <summary>The same as the venue has them.</summary>
    public IReadOnlyList<AlgoOrder> Waiting => At(a => a.Algos.Open.ToArray());

    /// <summary>Those of them that are stops.</summary>
    public IEnumerable<string> Stops => Conditionals.Where(id => ClientOrderIds.TryParse(id, out _, out var purpose) && purpose == OrderPurpose.StopLoss);

    /// <summary>Leads, is agreed with the venue, and may enter.</summary>
    public static async Task<TradingOnVenue> StartAsync(params (string Key, string Value)[] settings)
    {
        var host = await FakeVenueHost.StartAsync(new FakeVenueOptions { Limits = new RateLimitOptions { WeightPerMinute = 24_000 } });
        var data = new TempFolder();
        var streams = new StreamSettings { MarketUrl = new(host.StreamUrl, "market"), PrivateUrl = new(host.StreamUrl, "private"), TriggerMax = TimeSpan.FromSeconds(1.5) };
        var trading = new TradingOnVenue(host, await EngineOnVenue.OpenAsync(host, data, streams, settings), data);
        await trading.Engine.DoAsync(() => trading.Engine.Live.StartAsync());
        await trading.UntilAsync(e => e.Leadership.IsOnDuty && e.Mode.Holds.Count == 0, "it leads and the venue has no objection");
        return trading;
    }

    /// <summary>One trade of the book, whatever became of it.</summary>
    public Task<TradeState> TradeAsync(TradeId id) => Engine.LookAsync(e => e.Book.Find(id) ?? throw new InvalidOperationException($"There is no trade {id}."));

    /// <summary>An entry of 600 USDT with its stop at 1 %, half of it to be taken at 1.5 % and the rest at 3 %.</summary>
    public async Task<(TradeId Trade, ExecutionResult Result)> EnterAsync(OrderSide side = OrderSide.Buy)
    {
        var id = TradeId.Create($"1-{9_000 + ++_trades}");
        await PriceAsync();
        var result = await Engine.DoAsync(async () =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var mark = Engine.Engine.Symbols.Find(Btc)!.Mark;
            var planned = Plan(id, side, mark, now) with { PositionSide = LegOf(side) };
            await Engine.Bus.PublishAsync(planned);
            return await Engine.Engine.Executor.SubmitAsync(Intent(planned, side), "", null);
        });
        return (id, result);
    }

    /// <summary>Entered, filled and protected by a stop and both targets.</summary>
    public async Task<TradeId> HoldAsync()
    {
        var (id, result) = await EnterAsync();
        Assert.IsType<ExecutionResult.Accepted>(result);
        await UntilAsync(_ => Held == Size && Conditionals.Count == 3, "the position is protected");
        return id;
    }

    public Task ExitAsync(TradeId id) => Engine.DoAsync(() =>
    {
        Engine.Engine.Desk.Exit(Engine.Engine.Book.Find(id)!, ExitReasons.SignalExit);
        return Task.CompletedTask;
    });

    /// <summary>How often something is sent there from now on.</summary>
    public FaultScript Count(string method, string path) =>
        Host.Faults.Add(new FaultRule { Kind = FaultKind.Delay, Delay = TimeSpan.FromMilliseconds(1), Method = method, Path = path, Count = 0 });

    /// <summary>The venue's price, which the engine sees too.</summary>
    public async Task MoveAsync(decimal price)
    {
        Host.Feed.SetMark(Btc.Value, price);
        await PriceAsync();
    }

    public void Act(ActKind kind, Func<VenueAct, VenueAct>? with = null)
    {
        var act = new VenueAct { Act = kind, Symbol = Btc.Value };
        Host.Acts.Run(with?.Invoke(act) ?? act);
    }

    /// <summary>Meanwhile the engine does what its host lets it do again and again.</summary>
    public Task UntilAsync(Func<TradingEngine, bool> condition, string what) => Poll.UntilAsync(() => LookAsync(condition), Limit, what);

    public async Task<bool> LookAsync(Func<TradingEngine, bool> condition) => await Engine.DoAsync(async () =>
    {
        Engine.Live.WatchVenue();
        Engine.Engine.OnTick();
        await Engine.Engine.ReconcileAsync();
        return condition(Engine.Engine);
    });

    public async ValueTask DisposeAsync()
    {
        Host.Faults.Clear();
        Hand.Dispose();
        await Engine.DisposeAsync();
        await Host.DisposeAsync();
        _data.Dispose();
    }

    private PositionSide LegOf(OrderSide side) =>
        !Engine.Engine.Settings.HedgeMode ? PositionSide.Both : side == OrderSide.Buy ? PositionSide.Long : PositionSide.Short;

    private T At<T>(Func<VenueAccount, T> look)
    {
        lock (Host.Venue.Gate)
        {
            return look(Host.Venue.Accounts[VenueKey.Default.AccountId]);
        }
    }

    /// <summary>A bar that closes now and a mark, as the market would tell them.</summary>
    private Task PriceAsync() => Engine.DoAsync(() =>
    {
        var (now, minute) = (TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        var price = new Price(Host.Venue.Markets[Btc.Value].Mark);
        Engine.Engine.OnStep([new MarketBar(Btc, new Candle(now - minute, minute, price, price, price, price, new Quantity(1m), new Usd(1m)))]);
        Engine.Engine.OnMarks([new MarkReading(Btc, price, now)]);
        return Task.CompletedTask;
    });

    private static TradePlanned Plan(TradeId id, OrderSide side, Price mark, DateTimeOffset now) => new(new Guid(int.Parse(id.Value[2..], CultureInfo.InvariantCulture), 7, 7, new byte[8]), now, id)
    {
        Symbol = Btc,
        Direction = side == OrderSide.Buy ? Direction.Long : Direction.Short,
        Quantity = new Quantity(Size),
        Leverage = new Leverage(2m),
        ReferencePrice = mark,
        Confidence = 0.7,
        ModelId = "by hand",
        ModelVersion = "1",
        SizingState = "",
        SizingAction = "",
        StopLoss = new Fraction(0.01m),
        TakeProfit = new Fraction(0.03m),
        PartialTakeProfit = new Fraction(0.015m),
        PartialShare = new Fraction(0.5m),
    };

    private static OrderIntent Intent(TradePlanned plan, OrderSide side) => new()
    {
        ClientOrderId = ClientOrderIds.ForTrade(plan.TradeId, OrderPurpose.Entry, 0),
        TradeId = plan.TradeId,
        Symbol = plan.Symbol,
        Side = side,
        Type = Domain.Execution.OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = plan.Quantity,
        PositionSide = plan.PositionSide,
        ReduceOnly = false,
        ReferencePrice = plan.ReferencePrice,
        Leverage = plan.Leverage,
        Confidence = plan.Confidence,
        StopLoss = plan.StopLoss,
        CreatedAtUtc = plan.AtUtc,
    };
}
