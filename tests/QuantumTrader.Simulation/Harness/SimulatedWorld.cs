using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Replay;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Simulation.Harness;

/// <summary>Everything that outlives a process, made from one seed. Whatever draws has a stream of its own, so that more of one thing moves nothing else.</summary>
internal sealed class SimulatedWorld : IDisposable
{
    private readonly EventCounts _eventCounts;

    public SimulatedWorld(ulong seed, SimulationOptions options)
    {
        (Seed, Options) = (seed, options);
        Market = new SimMarket(seed, options);
        Faults = new FaultPlan(seed ^ 0x6661756C7473UL, options, Counts);
        Feed = new FeedTrouble(seed ^ 0x66656564UL, options, Counts);
        Stream = new StreamTrouble(seed ^ 0x73747265616DUL, options, Counts);
        Journal = new SimJournal(seed ^ 0x6A6F75726E616CUL);
        Checks = new SafetyChecks(this);
        Entries = new EntryChecks(this);
        Stops = new StopChecks(this);
        Equity = new EquityTruth(this);
        _eventCounts = new EventCounts(Counts);
        VenueSettings = new PaperSettings { PartialFillProbability = new Fraction(options.PartialFills), HedgeMode = options.HedgeMode };
        Settings = new EngineSettings
        {
            VolatilityTimeframe = TimeSpan.FromMinutes(15),
            HedgeMode = options.HedgeMode,
            Trades = new TradesOptions { HoldMax = TimeSpan.FromHours(2) },
            Emergency = new EmergencyOptions { CoolDown = TimeSpan.FromMinutes(5), ReEntryStep = TimeSpan.FromMinutes(1) }, // more of both in little time
        };
        WritePolicy();
    }

    public ulong Seed { get; }

    public SimulationOptions Options { get; }

    public Counts Counts { get; } = new();

    public SurvivingStores Stores { get; } = new();

    public SimMarket Market { get; }

    public FaultPlan Faults { get; }

    public FeedTrouble Feed { get; }

    public StreamTrouble Stream { get; }

    public SimJournal Journal { get; }

    public SafetyChecks Checks { get; }

    public EntryChecks Entries { get; }

    public StopChecks Stops { get; }

    public EquityTruth Equity { get; }

    public ReplayTally Tally { get; } = new();

    /// <summary>Puts something between the engine and its stores; null leaves them as they are.</summary>
    public Func<EngineParts, ProcessGate, EngineParts>? AroundParts { get; set; }

    /// <summary>The same for the journal.</summary>
    public Func<IEventJournal, ProcessGate, TimeProvider, IEventJournal>? AroundJournal { get; set; }

    public PaperSettings VenueSettings { get; }

    public EngineSettings Settings { get; }

    /// <summary>When people changed the policy last; what was decided before knew another one.</summary>
    public DateTimeOffset PolicyChangedAtUtc { get; set; }

    public void OnEvent(JournaledEvent journaled)
    {
        Tally.OnEvent(journaled);
        _eventCounts.OnEvent(in journaled);
        Equity.OnEvent(journaled.Event);
    }

    /// <summary>Set by the run: equity at the venue now; null when it cannot be asked.</summary>
    public Func<decimal?> TrueEquity { get; set; } = () => null;

    public void Dispose() => Journal.Dispose();

    private void WritePolicy()
    {
        var policy = DefaultPolicy.Create(Market.CloseUtc) with { SymbolNotionalMax = new Usd(Options.PositionCap * 1.5m) };
        var limits = policy.Limits with { PositionSizeCap = new Usd(Options.PositionCap), RiskPerTradeMax = new Fraction(0.05m), DailyDrawdownMax = new Fraction(Options.LowLimits ? 0.03m : 0.5m) };
        policy = policy with { Modes = new Dictionary<RiskMode, RiskModeLimits>(policy.Modes) { [policy.ActiveMode] = limits } };
        if (Options.LowLimits)
        {
            policy = policy with { LossVelocityMax = new Usd(30m), EntriesPerMinuteMax = 2, RepeatedExecutionsMax = 2, RepeatedExecutionWindow = TimeSpan.FromMinutes(20) };
        }

        Stores.Policy.WriteAsync(policy, 0, CancellationToken.None).GetAwaiter().GetResult(); // In memory: complete before it returns.
    }
}
