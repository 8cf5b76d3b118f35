using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Replay;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Simulation;

/// <summary>What the first start promises, on the whole engine: half an hour of the default market, a bar a second.</summary>
public sealed class DefaultMarketTests : IDisposable
{
    private const int LiveBars = 1_800;
    private const int HistoryBars = 500;
    private readonly EngineContext _context = new();
    private readonly VirtualTime _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly HashingJournal _journal = new();
    private readonly List<(int Bar, DomainEvent Event)> _seen = [];
    private int _bar;

    public void Dispose()
    {
        _journal.Dispose();
        _context.Dispose();
    }

    [Fact]
    public void DefaultSeed_FirstHalfHour_TradesSoonAndNeverStops()
    {
        var mostOpen = new int[LiveBars + 1];
        var engine = Play(open => mostOpen[_bar] = open);

        var firstTrade = _seen.First(s => s.Event is TradeOpened).Bar;
        var threeOpen = Array.FindIndex(mostOpen, open => open >= 3);
        Assert.InRange(firstTrade, 1, 30);
        Assert.InRange(threeOpen, 1, 120);
        Assert.DoesNotContain(_seen, s => s.Event is EmergencyStopped);
        Assert.Equal(TradingMode.Active, engine.EffectiveMode);
        Assert.Equal(0, engine.Book.IllegalCount);
    }

    private TradingEngine Play(Action<int> afterBar)
    {
        var source = new SyntheticMarketSource(SyntheticMarketSource.DefaultSeed, HistoryBars, speed: 0, _time);
        var instruments = MarketInstruments.Of(source).Values.ToArray();
        var exchange = new PaperExchange(new PaperSettings(), instruments, seed: 1, _time, NullPaperAccountStore.Instance);
        var bus = new InProcessEventBus(_journal);
        var engine = new TradingEngine(new EngineParts
        {
            Time = _time,
            Ids = new SeededIds(1),
            Exchange = exchange,
            Instruments = instruments,
            Bus = bus,
            Book = new TradeBook(),
            PolicyStore = new InMemoryPolicyStore(),
            Latches = new MemoryLatchStore(),
            DrawdownStore = new InMemoryDrawdownStore(),
            Drawdown = new DrawdownMonitor(new DrawdownSettings(), DrawdownState.Empty),
            Model = new TrendRuleModel(),
            Sizer = new RlPositionSizer(new SizerSettings(), new SeededRandom(1)),
            Settings = new EngineSettings(),
            Logs = NullLoggerFactory.Instance,
        });
        exchange.Subscribe(engine.Updates);
        bus.Subscribe(e => _seen.Add((_bar, e.Event)));
        _context.RunInline(() =>
        {
            engine.Tasks.Run("start", () => engine.StartAsync(null));
            engine.Tasks.Run("play", () => PlayAsync(engine, exchange, source, afterBar));
        });
        return engine;
    }

    private async Task PlayAsync(TradingEngine engine, PaperExchange exchange, SyntheticMarketSource source, Action<int> afterBar)
    {
        await foreach (var step in source.ReadAsync(null, CancellationToken.None))
        {
            if (step.IsHistory)
            {
                foreach (var bar in step.Bars.ToArray())
                {
                    engine.OnHistory(in bar);
                }

                continue;
            }

            _bar++;
            _time.AdvanceTo(_time.GetUtcNow().AddSeconds(1), _context.RunUntilIdle);
            foreach (var bar in step.Bars.ToArray())
            {
                exchange.OnBar(in bar);
            }

            engine.Policy.Touch(_time.GetUtcNow());
            engine.OnStep(step.Bars.Span);
            _context.RunUntilIdle();
            afterBar(engine.Ledger.OpenCount);
            if (_bar == LiveBars)
            {
                return;
            }
        }
    }
}
