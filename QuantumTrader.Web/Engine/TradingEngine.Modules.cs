using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Risk;

namespace QuantumTrader.Web.Engine;

/// <content>The modules above the gate: what they are told, and when they are asked.</content>
public sealed partial class TradingEngine
{
    private readonly LosingStreak _streak = new();
    private HealthFacts _health; // at the last asking

    public VenueLeverages Leverages { get; } = new();

    public ThrottleWatch Throttle { get; }

    public ModuleDesk Modules { get; }

    /// <summary>How the parts of the system are now.</summary>
    public HealthFacts HealthNow(DateTimeOffset nowUtc)
    {
        var storage = _parts.Storage();
        return new HealthFacts
        {
            Journal = IsJournalOk() ? ComponentState.Ok : ComponentState.Down,
            Store = !storage.IsReady ? ComponentState.Down : storage.Backlog <= storage.BacklogMax ? ComponentState.Ok : ComponentState.Degraded,
            MarketData = MarketDataAt(nowUtc),
            Venue = Reader.Health.State,
            Tasks = Defect is null ? ComponentState.Ok : ComponentState.Down,
        };
    }

    private void AskModules(DateTimeOffset nowUtc)
    {
        var policy = Policy.Snapshot.Policy;
        _health = HealthNow(nowUtc);
        Modules.Ask(new ModuleFacts
        {
            NowUtc = nowUtc,
            ValidFor = _parts.Settings.Risk.DirectiveAgeMax,
            Policy = policy is not null && PolicyValidator.IsUsable(policy) ? policy : null,
            IsEmergency = Emergency.IsLatched || policy is { EmergencyMode: true },
            Equity = Ledger.Equity,
            DayOpenEquity = Equity.Last.DayOpenEquity,
            Drawdown = Equity.Last.Drawdown,
            LosingStreak = _streak.At(nowUtc),
            OpenPositions = Ledger.IsKnown ? Math.Max(Book.Open.Count, Ledger.OpenCount) : null,
            Market = Symbols.Facts(),
            ReEntryShare = ReEntry.State?.SizeShare,
            ReEntryUntilUtc = ReEntry.StageEndsUtc,
            Health = _health,
        });
    }

    private ComponentState MarketDataAt(DateTimeOffset nowUtc) =>
        LastDataAtUtc is not { } at || Policy.Snapshot.Policy is not { } policy ? ComponentState.Unknown
        : nowUtc - at <= policy.DataAgeMax ? ComponentState.Ok
        : ComponentState.Down;

    /// <summary>What an earlier process lost today, oldest first.</summary>
    private void RecallStreak()
    {
        foreach (var trade in Book.Recent.Where(t => t is { Phase: TradePhase.Closed, ClosedAtUtc: not null }).OrderBy(t => t.ClosedAtUtc))
        {
            _streak.OnClosed(trade.NetPnl, trade.ClosedAtUtc.GetValueOrDefault());
        }
    }

    private RiskSources RiskSources() => new()
    {
        Policy = Policy,
        Mode = Mode,
        Symbols = Symbols,
        Ledger = Ledger,
        Book = Book,
        Equity = Equity,
        Reservations = Reservations,
        Leverages = Leverages,
        Throttle = Throttle,
        Modules = Modules,
        Leadership = Leadership,
        StopIsAsked = () => Emergency.Wish.IsAsked,
        IsBlocked = IsBlocked,
        JournalOk = IsJournalOk,
        Storage = _parts.Storage,
        CapitalMax = _parts.Settings.CapitalMax,
        Maintenance = _parts.Maintenance,
    };
}
