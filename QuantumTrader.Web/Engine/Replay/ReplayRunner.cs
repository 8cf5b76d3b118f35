using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Replay;

/// <summary>The live engine on a file: a clock that follows the bars, the paper venue, and a journal that is only hashed.</summary>
public sealed class ReplayRunner : IDisposable
{
    private static readonly TimeSpan RearmAfter = TimeSpan.FromHours(24);
    private readonly ReplayRequest _request;
    private readonly KlineSeries _series;
    private readonly EngineContext _context = new();
    private readonly VirtualTime _time;
    private readonly HashingJournal _journal;
    private readonly PaperExchange _exchange;
    private readonly EquityCurve _curve;
    private readonly MarketBar[] _step = new MarketBar[1];
    private readonly MarkReading[] _mark = new MarkReading[1];
    private readonly IEnumerator<MarkReading> _marks;
    private bool _hasMark;
    private long _marksGiven;
    private Exception? _fault;
    private long _traded;
    private long _halted;
    private long _warmUp;
    private long _exposed;
    private bool _resetting;

    public ReplayRunner(KlineSeries series, ReplayRequest request)
    {
        (_series, _request) = (series, request);
        _time = new VirtualTime(series.Candles[0].OpenTimeUtc);
        _journal = new HashingJournal(request.EventLog);
        var span = series.Candles[^1].CloseTimeUtc - series.Candles[0].OpenTimeUtc;
        _marks = request.Marks.GetEnumerator();
        _hasMark = _marks.MoveNext();
        _curve = new EquityCurve(span < TimeSpan.FromDays(30) ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1), request.EquityLog);
        var instrument = InstrumentInference.From(series.Symbol, [.. request.WarmUp, .. series.Candles]);
        _exchange = new PaperExchange(request.Paper, [instrument], request.Seed, _time, NullPaperAccountStore.Instance);
        Engine = new TradingEngine(Parts(instrument));
        _exchange.Subscribe(Engine.Updates);
        _context.Faulted = e => _fault ??= e;
    }

    public TradingEngine Engine { get; }

    public ReplayTally Tally { get; } = new();

    public long BarsDone { get; private set; }

    /// <summary>Runs to the end, or to the first stop when asked so. <paramref name="progress"/> is told now and then how many bars are done.</summary>
    public ReplayReport Run(Action<long>? progress)
    {
        var watch = Stopwatch.StartNew();
        long trading = 0;
        _context.RunInline(() =>
        {
            Engine.Tasks.Run("start", () => Engine.StartAsync(held: null));
            _context.RunUntilIdle();
            WarmUp();
            trading = Loop(progress);
        });
        watch.Stop();
        _journal.Flush();
        return Report(watch.Elapsed, Stopwatch.GetElapsedTime(0, trading));
    }

    public void Dispose()
    {
        _marks.Dispose();
        _journal.Dispose();
        _context.Dispose();
    }

    /// <summary>Returns the stopwatch ticks spent from the first fully traded bar on.</summary>
    private long Loop(Action<long>? progress)
    {
        long began = 0;
        Action settle = _context.RunUntilIdle;
        foreach (ref readonly var candle in _series.Candles.AsSpan())
        {
            var closeUtc = candle.CloseTimeUtc;
            GiveMarks(closeUtc, settle);
            _time.AdvanceTo(closeUtc, settle);
            _step[0] = new MarketBar(_series.Symbol, candle);
            _exchange.OnBar(in _step[0]);
            Engine.Policy.Touch(closeUtc);
            Engine.OnStep(_step);
            _context.RunUntilIdle();
            Count(closeUtc);
            if (_traded == 1 && began == 0)
            {
                began = Stopwatch.GetTimestamp();
            }

            if ((_fault ?? Engine.Defect) is { } fault)
            {
                throw new InvalidOperationException($"The engine failed at the bar of {candle.OpenTimeUtc:u}: {fault.Message}", fault);
            }

            if (Engine.Emergency.IsLatched && !AfterStopped(closeUtc))
            {
                break;
            }

            if ((++BarsDone & 0x3FFF) == 0)
            {
                progress?.Invoke(BarsDone);
            }
        }

        return began == 0 ? 0 : Stopwatch.GetTimestamp() - began;
    }

    private void WarmUp()
    {
        foreach (var candle in _request.WarmUp)
        {
            var bar = new MarketBar(_series.Symbol, candle);
            Engine.OnHistory(in bar);
        }
    }

    /// <summary>Each at its time. Those of a gap are left out: nothing was traded then.</summary>
    private void GiveMarks(DateTimeOffset beforeUtc, Action settle)
    {
        for (; _hasMark && _marks.Current.AtUtc < beforeUtc; _hasMark = _marks.MoveNext())
        {
            if (_marks.Current.AtUtc < beforeUtc - _series.Interval)
            {
                continue;
            }

            _time.AdvanceTo(_marks.Current.AtUtc, settle);
            _mark[0] = _marks.Current;
            Engine.OnMarks(_mark);
            _context.RunUntilIdle();
            _marksGiven++;
        }
    }

    private void Count(DateTimeOffset closeUtc)
    {
        if (Engine.Emergency.IsLatched)
        {
            _halted++;
        }
        else if (Engine.Symbols.Find(_series.Symbol) is { Features.IsWarm: true })
        {
            _traded++;
        }
        else
        {
            _warmUp++;
        }

        _exposed += Engine.Ledger.OpenCount > 0 ? 1 : 0;
        if (Engine.Ledger.Equity is { } equity)
        {
            _curve.Add(closeUtc, equity);
        }
    }

    /// <summary>False when the replay ends here.</summary>
    private bool AfterStopped(DateTimeOffset nowUtc)
    {
        if (Engine.Emergency.Record is not { IsRunOver: true } record)
        {
            return true;
        }

        if (_request.AfterStop == AfterStop.End)
        {
            return false;
        }

        if (!_resetting && nowUtc - record.Latch.ActivatedAtUtc >= RearmAfter)
        {
            _resetting = true;
            Engine.Tasks.Run("simulated reset", async () =>
            {
                await Engine.Emergency.ResetAsync(new ResetRequest("simulated operator", "24 h of market time have passed.", RebasePeak: true, "RESET"));
                _resetting = false;
            });
        }

        return true;
    }

    private EngineParts Parts(Instrument instrument)
    {
        var bus = new InProcessEventBus(_journal, NullLogger<InProcessEventBus>.Instance);
        var store = new InMemoryPolicyStore();
        if (_request.Policy is { } policy)
        {
            store.WriteAsync(policy, 0, CancellationToken.None).GetAwaiter().GetResult(); // In memory: complete before it returns.
        }

        var parts = new EngineParts
        {
            Time = _time,
            Ids = new SeededIds(_request.Seed),
            Exchange = _exchange,
            Instruments = [instrument],
            Maintenance = new FlatMaintenance(_request.Paper.MaintenanceMarginRate),
            Market = $"{Path.GetFileName(_series.File)}, {_series.Symbol}",
            Bus = bus,
            Book = new TradeBook(),
            PolicyStore = store,
            Latches = new MemoryLatchStore(),
            DrawdownStore = new InMemoryDrawdownStore(),
            Drawdown = new DrawdownMonitor(new DrawdownSettings { ConfirmImmediately = true }, DrawdownState.Empty),
            Model = _request.Model ?? new TrendRuleModel(),
            Sizer = new RlPositionSizer(_request.Sizer, new SeededRandom(_request.Seed)),
            Settings = _request.Settings,
            Logs = NullLoggerFactory.Instance,
        };
        bus.Subscribe(Tally.OnEvent);
        return parts;
    }

    private ReplayReport Report(TimeSpan elapsed, TimeSpan trading)
    {
        var candles = _series.Candles;
        _curve.Finish(candles[^1].CloseTimeUtc);
        var equity = Engine.Ledger.Equity ?? Usd.Zero;
        return new ReplayReport
        {
            File = _series.File,
            Symbol = _series.Symbol.Value,
            Interval = _series.Interval.ToString(),
            Seed = _request.Seed,
            FromUtc = candles[0].OpenTimeUtc,
            ToUtc = candles[^1].CloseTimeUtc,
            Bars = _traded + _halted + _warmUp,
            BarsTraded = _traded,
            BarsHalted = _halted,
            BarsWarmUp = _warmUp,
            Gaps = _series.Report.Gaps,
            MissingBars = _series.Report.MissingBars,
            Duplicates = _series.Report.Duplicates,
            Marks = _marksGiven,
            PolicyVersion = _request.Policy?.Version,
            Signals = Tally.Signals,
            Trades = Tally.Trades,
            OpenTrades = Engine.Book.Open.Count(t => t.QuantityOpen.IsPositive),
            WinRate = Tally.Trades > 0 ? (decimal)Tally.Wins / Tally.Trades : null,
            PnlGross = Tally.PnlGross.Value,
            Fees = Tally.Fees.Value,
            Funding = Tally.Funding.Value,
            PnlNet = (Tally.PnlGross - Tally.Fees + Tally.Funding).Value,
            EquityStart = _request.Paper.StartingBalance.Value,
            EquityEnd = equity.Value,
            MaxDrawdown = _curve.MaxDrawdown,
            Sharpe = _curve.Sharpe,
            Exposure = (decimal)_exposed / Math.Max(1, _traded + _halted + _warmUp),
            SizingDecisions = Tally.SizingDecisions,
            SizingFallbacks = Tally.SizingFallbacks,
            Denials = Tally.Denials,
            EmergencyStops = Tally.EmergencyStops,
            SimulatedResets = Tally.Resets,
            Events = _journal.Count,
            EventHash = _journal.HashHex,
            BarsPerSecond = trading > TimeSpan.Zero ? (_traded + _halted) / trading.TotalSeconds : 0,
            MicrosecondsPerEvent = _journal.Count > 0 ? elapsed.TotalMicroseconds / _journal.Count : 0,
            ElapsedSeconds = elapsed.TotalSeconds,
        };
    }
}
