using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Risk.Modules;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Execution.Paper;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>The whole engine on a fake venue, with stores that can fail and a clock that the test moves.</summary>
internal sealed class EngineBench : IDisposable
{
    public static readonly Symbol Btc = VenueBench.Btc;
    public static readonly Symbol Eth = VenueBench.Eth;
    public static readonly IReadOnlyList<Instrument> Instruments = VenueBench.Instruments;
    /// <summary>Without a cool-down and at full size right after a reset.</summary>
    public static readonly EngineSettings AtOnce = new() { Emergency = new EmergencyOptions { CoolDown = TimeSpan.Zero, ReEntryStep = TimeSpan.Zero } };

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly DrawdownMonitor _drawdown;
    private readonly IToldPolicy? _told;
    private int _trades;

    /// <param name="book">What an earlier process left; null: nothing.</param>
    /// <param name="settings">Null: the defaults.</param>
    /// <param name="drawdown">What an earlier process left; null: nothing.</param>
    /// <param name="change">What is put together differently; null: nothing.</param>
    /// <param name="venueOf">The earlier process itself, whose venue and journal go on; null: new ones.</param>
    /// <param name="told">Which policy the journal knows of; null: none.</param>
    /// <param name="policies">What an earlier process left; null: nothing.</param>
    /// <param name="switchedOff">What an earlier process left; null: nothing.</param>
    /// <param name="modules">Above the gate; null: those of a real engine, correlation aside.</param>
    public EngineBench(
        TradeBook? book = null, EngineSettings? settings = null, DrawdownState? drawdown = null, EngineBench? venueOf = null, IToldPolicy? told = null, FakePolicyStore? policies = null,
        IReadOnlyList<ISafetyModule>? modules = null, FakeSwitchedOffStore? switchedOff = null, Func<EngineParts, EngineParts>? change = null)
    {
        (_told, Policies) = (told, policies ?? new());
        SwitchedOff = switchedOff ?? new FakeSwitchedOffStore();
        Modules = modules ?? [new SelfHealing(), new RiskGuard(), new ActiveSlots { CorrelationMax = null }, new HedgeFundOs()]; // the bars here do not move
        Book = book ?? new TradeBook();
        Settings = settings ?? new EngineSettings();
        _drawdown = new DrawdownMonitor(Settings.Risk.ToDrawdownSettings(confirmImmediately: false), drawdown ?? DrawdownState.Empty);
        Time = new VirtualTime(venueOf?.Now ?? Start);
        Lease = new ManualLease(Time);
        Venue = new FakeExchange(Time);
        if (venueOf is not null)
        {
            _trades = venueOf._trades;
            Venue.TakeOver(venueOf.Venue);
            Journal.TakeOver(venueOf.Journal);
            Archive = venueOf.Archive;
        }

        Bus = new InProcessEventBus(Journal);
        Engine = new TradingEngine(change is null ? Parts() : change(Parts()));
        Venue.Listener = Engine.Updates;
        Bus.Subscribe(e => Events.Add(e.Event));
    }

    public TradeBook Book { get; }
    public EngineSettings Settings { get; }
    public VirtualTime Time { get; }
    public EngineContext Context { get; } = new();
    public FakeExchange Venue { get; }
    public FaultyJournal Journal { get; } = new();
    public FakeLatchStore Latches { get; } = new();
    public FakeStopArchive Archive { get; } = new();
    public FakePolicyStore Policies { get; }
    public InMemoryDrawdownStore Drawdowns { get; } = new();
    public InProcessEventBus Bus { get; }
    public TradingEngine Engine { get; }
    public ManualLease Lease { get; }

    public TimeSpan SettlesIn { get; set; }

    /// <summary>What is taken over from the shared store under each new epoch.</summary>
    public Func<Task> MergeTrades { get; set; } = () => Task.CompletedTask;

    /// <summary>What the shared store is said to be.</summary>
    public StorageFacts Storage { get; set; } = StorageFacts.NotShared;

    public FakeSwitchedOffStore SwitchedOff { get; }

    /// <summary>The modules above the gate.</summary>
    public IReadOnlyList<ISafetyModule> Modules { get; }

    /// <summary>What every subscriber has seen, durable or not.</summary>
    public List<DomainEvent> Events { get; } = [];

    public EmergencyRecord? Record => Engine.Emergency.Record;

    public DateTimeOffset Now => Time.GetUtcNow();

    public IEnumerable<T> Of<T>() => Events.OfType<T>();

    /// <summary>A bench whose engine is reconciled and has seen one bar of each symbol.</summary>
    public static EngineBench Started(EngineSettings? settings = null, IReadOnlyList<ISafetyModule>? modules = null, Func<EngineParts, EngineParts>? change = null)
    {
        var bench = new EngineBench(settings: settings, modules: modules, change: change);
        bench.Await(() => bench.Engine.StartAsync(held: null));
        return bench.Step();
    }

    /// <summary>Engine code, and all that it causes at this moment.</summary>
    public void Do(Action action) => Context.RunInline(action);

    /// <summary>Time passes; what falls due happens on the way.</summary>
    public void Pass(TimeSpan span) => Time.AdvanceTo(Now + span, Context.RunUntilIdle);

    /// <summary>Until <paramref name="condition"/> holds, from timer to timer.</summary>
    public void Until(Func<bool> condition, string what)
    {
        var limit = Now + Patience;
        while (!condition())
        {
            Assert.True(Time.NextDueUtc is { } && Now < limit, $"It never came that {what}.");
            Time.AdvanceTo(Time.NextDueUtc!.Value, Context.RunUntilIdle);
        }
    }

    public T Await<T>(Func<Task<T>> work)
    {
        Task<T>? task = null;
        Do(() => task = work());
        Until(() => task!.IsCompleted, "the work ended");
        return task!.GetAwaiter().GetResult();
    }

    public void Await(Func<Task> work) => Await(async () =>
    {
        await work();
        return true;
    });

    /// <summary>The result of work that must have ended by now.</summary>
    public static T Ended<T>(Task<T>? task)
    {
        Assert.True(task is { IsCompleted: true }, "The work has not ended.");
        return task!.GetAwaiter().GetResult();
    }

    /// <summary>One bar of each symbol at the venue's mark, a second later.</summary>
    public EngineBench Step(decimal? price = null) => Mark(price ?? Venue.Mark, TimeSpan.FromSeconds(1));

    /// <summary>One bar of each symbol after a while.</summary>
    public EngineBench Mark(decimal price, TimeSpan after)
    {
        Venue.Mark = price;
        Pass(after);
        Do(() =>
        {
            Engine.Policy.Touch(Now);
            Engine.OnStep([BarOf(Btc), BarOf(Eth)]);
        });
        return this;
    }

    /// <summary>An entry that passes the gate: 500 USD with a stop at 1 %. Its plan is published; sending it is up to the test.</summary>
    public OrderIntent Plan(Direction direction = Direction.Long, decimal quantity = 0.01m, Symbol? symbol = null)
    {
        var planned = new TradePlanned(SeededIdsOfTest.Next(), Now, TradeId.Create($"1-{++_trades}"))
        {
            Symbol = symbol ?? Btc,
            Direction = direction,
            Quantity = new Quantity(quantity),
            Leverage = new Leverage(2m),
            ReferencePrice = new Price(Venue.Mark),
            Confidence = 0.7,
            ModelId = "scripted",
            ModelVersion = "1",
            SizingState = "",
            SizingAction = "",
            StopLoss = new Fraction(0.01m),
            TakeProfit = new Fraction(0.03m),
            PartialTakeProfit = new Fraction(0.015m),
            PartialShare = new Fraction(0.5m),
        };
        Do(() => _ = Bus.PublishAsync(planned).AsTask());
        return new OrderIntent
        {
            ClientOrderId = ClientOrderIds.ForTrade(planned.TradeId, OrderPurpose.Entry, 0),
            TradeId = planned.TradeId,
            Symbol = planned.Symbol,
            Side = direction.EntrySide(),
            Type = OrderType.Market,
            Purpose = OrderPurpose.Entry,
            Quantity = planned.Quantity,
            ReduceOnly = false,
            ReferencePrice = planned.ReferencePrice,
            Leverage = planned.Leverage,
            Confidence = 0.7,
            StopLoss = planned.StopLoss,
            CreatedAtUtc = Now,
        };
    }

    /// <summary>What is against the entry immediately before its send, when the venue has taken its leverage.</summary>
    public DenialSet Denials(OrderIntent intent)
    {
        Engine.Leverages.Confirm(intent.Symbol, intent.Leverage);
        return Engine.Risk.CheckAgain(in intent);
    }

    /// <summary>Sends an entry and lets its protection be placed.</summary>
    public TradeState Open(Direction direction = Direction.Long, decimal quantity = 0.01m, Symbol? symbol = null)
    {
        var intent = Plan(direction, quantity, symbol);
        Await(() => Engine.Executor.SubmitAsync(intent, "", null).AsTask());
        return Book.Find(intent.TradeId)!;
    }

    public TradeState Trade(TradeId id) => Book.Find(id) ?? throw new InvalidOperationException($"No trade {id}.");

    public StopReceipt Stop(string reason = "test") => Await(() => Engine.Emergency.ActivateAsync("MANUAL", reason, "tester"));

    /// <summary>Stops and waits until the run has ended.</summary>
    public EmergencyRecord StopAndFlatten()
    {
        Stop();
        Until(() => Record is { IsRunOver: true }, "the account was flat");
        return Record!;
    }

    /// <summary>An order that is simply there.</summary>
    public void Place(string id, OrderSide side, OrderType type, bool reduceOnly = false) => Venue.Orders.Add(new VenueOrder
    {
        VenueOrderId = 900,
        ClientOrderId = id,
        Symbol = Btc,
        Side = side,
        Type = type,
        Status = VenueOrderStatus.New,
        Quantity = new Quantity(1m),
        FilledQuantity = Quantity.Zero,
        LimitPrice = type == OrderType.Limit ? new Price(Venue.Mark / 2m) : null,
        ReduceOnly = reduceOnly,
        UpdatedAtUtc = Now,
    });

    public ResetReceipt Reset(bool rebasePeak = true, string word = "RESET") =>
        Await(() => Engine.Emergency.ResetAsync(new ResetRequest("tester", "checked", rebasePeak, word)));

    public void Dispose() => Context.Dispose();

    private SeededIds SeededIdsOfTest { get; } = new(99);

    /// <summary>A bar that closes now at the venue's mark.</summary>
    public MarketBar BarOf(Symbol symbol)
    {
        var price = new Price(Venue.Mark);
        return new MarketBar(symbol, new Candle(Now - TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), price, price, price, price, new Quantity(1m), new Usd(1m)));
    }

    /// <summary>What the engine is made of, with ids of its own.</summary>
    public EngineParts Parts() => new()
    {
        Time = Time,
        Ids = new SeededIds(7),
        Exchange = Venue,
        Instruments = Instruments,
        CountTransfersFrom = since => Venue.TransfersFrom = since,
        Bus = Bus,
        Book = Book,
        PolicyStore = Policies,
        Latches = Latches,
        Archive = Archive,
        DrawdownStore = Drawdowns,
        Drawdown = _drawdown,
        Model = new ScriptedModel(_ => ModelOutput.Hold),
        Sizer = new RlPositionSizer(new SizerSettings(), new SeededRandom(7)),
        Settings = Settings,
        Logs = NullLoggerFactory.Instance,
        ToldPolicy = _told,
        JournalOk = () => Journal.Health.State == JournalState.Ok,
        IsStopInJournal = latch => Task.FromResult(StopSearch.Has(Journal, latch)),
        Lease = Lease,
        SettlesIn = () => SettlesIn,
        MergeTrades = _ => MergeTrades(),
        Storage = () => Storage,
        Modules = Modules,
        SwitchedOff = SwitchedOff,
    };
}
