using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Web.Engine.Emergency;

/// <summary>
/// The whole emergency run, by the same code, on a paper account that was given the positions and orders of the real one, with a latch
/// file of its own. Nothing of it can reach the real venue, policy, latch or journal. Runs on the engine's scheduler, so that it is as
/// slow as a real one.
/// </summary>
/// <param name="latches">A scratch file on the disk of the real one.</param>
public sealed class StopDrill(Func<ILatchStore> latches, TimeProvider time)
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>Null when the account cannot be read.</summary>
    public async Task<DrillReport?> RunAsync(TradingEngine live, Guid id, string by)
    {
        if (await live.Reader.GetAccountAsync(CancellationToken.None) is not { IsOk: true, Value: var account }
            || await live.Reader.GetOpenOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var regular }
            || await live.Reader.GetOpenConditionalOrdersAsync(CancellationToken.None) is not { IsOk: true, Value: var conditional })
        {
            return null;
        }

        var instruments = live.Symbols.All.Select(s => s.Instrument).ToArray();
        var copy = CopiedAccount.Of(account, [.. regular, .. conditional], instruments, live.Settings.HedgeMode);
        await using var venue = new PaperExchange(VenueFor(live.Settings.HedgeMode), instruments, CopiedAccount.Seed, time, copy);
        await venue.LoadAsync(CancellationToken.None);
        var latch = latches();
        using var whenDone = latch as IDisposable;
        var shadow = new TradingEngine(Parts(venue, instruments, live.Settings, latch));
        venue.Subscribe(shadow.Updates);
        await RunAsync(shadow, live, by);
        return Report(shadow, copy, id, by);
    }

    private static PaperSettings VenueFor(bool hedgeMode) => new()
    {
        HedgeMode = hedgeMode,
        LatencyMin = Latency,
        LatencyMax = Latency,
    };

    /// <summary>Given up as soon as there is a stop in earnest.</summary>
    private async Task RunAsync(TradingEngine shadow, TradingEngine live, string by)
    {
        var began = time.GetUtcNow();
        await shadow.Emergency.ActivateAsync("DRILL", "A drill on a copy of the account.", by);
        while (shadow.Emergency.Record is { IsRunOver: false } && !live.Emergency.IsLatched && time.GetUtcNow() - began < Limit)
        {
            await Task.Delay(Look, time);
        }
    }

    private DrillReport Report(TradingEngine shadow, CopiedAccount copy, Guid id, string by)
    {
        var (record, receipts) = (shadow.Emergency.Record!, shadow.Emergency.Ledger.Receipts);
        var (times, atUtc) = (record.Times, record.Latch.ActivatedAtUtc);
        return new DrillReport
        {
            DrillId = id,
            AtUtc = atUtc,
            AskedBy = by,
            Outcome = record.RunState,
            Positions = copy.Positions,
            Orders = copy.Orders,
            NotCopied = copy.NotCopied,
            GateClosedAfter = times.GateClosedAtUtc - atUtc,
            DurableAfter = times.DurableAtUtc - atUtc,
            FirstOrderAfter = times.FirstOrderAtUtc - atUtc,
            AllSentAfter = receipts.Where(r => r.Kind == ReceiptKind.ClosePosition).Max(r => r.SentAtUtc) - atUtc,
            FlatAfter = times.FlatAtUtc - atUtc,
            Receipts = receipts.Count,
            Detail = record.IsRunOver ? "" : $"It was not over after {time.GetUtcNow() - atUtc}: {record.Detail}",
        };
    }

    private EngineParts Parts(PaperExchange venue, IReadOnlyList<Instrument> instruments, EngineSettings settings, ILatchStore latch) => new()
    {
        Time = time,
        Ids = new SeededIds(CopiedAccount.Seed),
        Exchange = venue,
        Instruments = instruments,
        Market = "drill",
        Bus = new InProcessEventBus(new HashingJournal(), NullLogger<InProcessEventBus>.Instance),
        Book = new TradeBook(),
        PolicyStore = new InMemoryPolicyStore(),
        Latches = latch,
        DrawdownStore = new InMemoryDrawdownStore(),
        Drawdown = new DrawdownMonitor(settings.Risk.ToDrawdownSettings(confirmImmediately: true), DrawdownState.Empty),
        Model = new TrendRuleModel(),
        Sizer = new RlPositionSizer(new SizerSettings(), new SeededRandom(CopiedAccount.Seed)),
        Settings = settings,
        Logs = NullLoggerFactory.Instance,
    };
}
