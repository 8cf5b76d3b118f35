using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency.Triggers;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A trading engine with one position, and the words in which the triggers are tested.</summary>
internal sealed class TriggerBench : IDisposable
{
    /// <summary>Starts with 10,000 USD.</summary>
    public TriggerBench(Action<TriggersOptions>? configure = null, IReadOnlyList<ITrigger>? more = null, bool venueHasOwnMarks = false, DrawdownState? drawdown = null, EngineSettings? settings = null, IReadOnlyList<ISafetyModule>? modules = null)
    {
        var options = new TriggersOptions();
        configure?.Invoke(options);
        Engine = new EngineBench(
            settings: settings ?? EngineBench.AtOnce with { Triggers = options },
            drawdown: drawdown,
            modules: modules,
            change: p => p with { Triggers = more ?? [], VenueHasOwnMarks = venueHasOwnMarks, JournalOk = () => !Engine!.Journal.IsStalled, CriticalCause = () => ThrowsWhenAsked ? throw new FormatException("cannot be told") : Critical });
        Engine.Await(() => Engine.Engine.StartAsync(held: null));
        Step();
    }

    private readonly SeededIds _ids = new(4_711);

    public EngineBench Engine { get; }

    /// <summary>Why the system is critical; null: it is not.</summary>
    public string? Critical { get; set; }

    public bool ThrowsWhenAsked { get; set; }

    public TradingMode Mode => Engine.Engine.EffectiveMode;

    public string? Stopped => Engine.Of<EmergencyStopped>().SingleOrDefault()?.Trigger;

    public void Dispose() => Engine.Dispose();

    public void Tick() => Engine.Do(Engine.Engine.OnTick);

    /// <summary>Time goes on with bars and ticks each second, at the present mark.</summary>
    public void Run(TimeSpan span)
    {
        for (var end = Engine.Now + span; Engine.Now < end;)
        {
            Step();
        }
    }

    /// <summary>One second, one bar, one tick.</summary>
    public void Step(decimal? price = null)
    {
        Engine.Step(price);
        Tick();
    }

    /// <summary>Time goes on without bars; the tick comes twice a second.</summary>
    public void RunWithoutBars(TimeSpan span)
    {
        for (var end = Engine.Now + span; Engine.Now < end;)
        {
            Engine.Pass(TimeSpan.FromMilliseconds(500));
            Engine.Do(() => Engine.Engine.Policy.Touch(Engine.Now));
            Tick();
        }
    }

    /// <summary>A loss at once, by funding; negative is a gain.</summary>
    public void Lose(decimal amount)
    {
        Engine.Venue.Wallet -= amount;
        Engine.Do(() => Engine.Engine.Updates.OnUpdate(new ExchangeUpdate.FundingPaid(EngineBench.Eth, PositionSide.Both, new Usd(-amount), Engine.Now)));
    }

    public void Transfer(decimal amount)
    {
        Engine.Venue.Wallet += amount;
        Engine.Do(() => Engine.Engine.Updates.OnUpdate(new ExchangeUpdate.Transferred(new Usd(amount), Engine.Now)));
    }

    public void Compare() => Engine.Await(Engine.Engine.ReconcileAsync);

    /// <summary>Entries that the venue refuses, six seconds apart.</summary>
    public void Reject(Symbol symbol, int times)
    {
        Engine.Venue.Outcome = _ => new SubmitOutcome.Rejected(-2019, "Margin is insufficient.");
        for (var i = 0; i < times; i++)
        {
            var plan = Engine.Plan(symbol: symbol);
            Engine.Await(() => Engine.Engine.Executor.SubmitAsync(plan, "", null).AsTask());
            Run(TimeSpan.FromSeconds(6));
        }

        Engine.Venue.Outcome = null;
    }

    public void EndTrade(string exitReason) => Publish(new TradeClosed(_ids.Next(), Engine.Now, TradeId.Create("1-9999"))
    {
        Symbol = EngineBench.Btc,
        Direction = Direction.Long,
        ExitReason = exitReason,
        EntryPrice = new Price(1m),
        ExitPrice = new Price(1m),
        Quantity = new Quantity(1m),
        GrossPnl = Usd.Zero,
        Fees = Usd.Zero,
        Funding = Usd.Zero,
        Held = TimeSpan.Zero,
    });

    /// <summary>An entry that goes out without having asked the gate.</summary>
    public void SendEntry()
    {
        var plan = Engine.Plan();
        Publish(new OrderIntended(_ids.Next(), Engine.Now, plan.TradeId)
        {
            Symbol = plan.Symbol,
            ClientOrderId = plan.ClientOrderId,
            Purpose = OrderPurpose.Entry,
            Side = OrderSide.Buy,
            Type = OrderType.Market,
            Quantity = plan.Quantity,
            ReduceOnly = false,
        });
    }

    public TriggerState State(string code) => Engine.Engine.TriggerStates().Single(s => s.Code == code);

    public TriggerActed[] Acted(string code) => [.. Engine.Of<TriggerActed>().Where(a => a.Code == code)];

    /// <summary>What the gate says to a small entry.</summary>
    public bool MayEnter(Symbol? symbol = null)
    {
        var plan = Engine.Plan(symbol: symbol);
        return Engine.Engine.Risk.CheckAgain(in plan) == DenialSet.None;
    }

    public void Policy(Func<TradingPolicy, TradingPolicy> change) => Engine.Do(() =>
    {
        var policy = Engine.Engine.Policy.Snapshot.Policy!;
        Engine.Engine.Policy.Take(change(policy) with { Version = policy.Version + 1 });
    });

    private void Publish(Domain.Events.DomainEvent e) => Engine.Do(() => _ = Engine.Bus.PublishAsync(e).AsTask());
}
