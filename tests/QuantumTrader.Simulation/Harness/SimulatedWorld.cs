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

/// <summary>Everything that outlives a process, made from one seed.</summary>
internal sealed class SimulatedWorld : IDisposable
{
    public SimulatedWorld(ulong seed, SimulationOptions options)
    {
        (Seed, Options) = (seed, options);
        Market = new SimMarket(seed, options);
        Faults = new FaultPlan(seed ^ 0x6661756C7473UL, options);
        Journal = new SimJournal(seed ^ 0x6A6F75726E616CUL);
        Checks = new SafetyChecks(Stores, Market) { StoreIsAway = () => Faults.StoreIsAway };
        VenueSettings = new PaperSettings { PartialFillProbability = new Fraction(options.PartialFills), HedgeMode = options.HedgeMode };
        Settings = new EngineSettings
        {
            VolatilityTimeframe = TimeSpan.FromMinutes(15),
            HedgeMode = options.HedgeMode,
            Trades = new TradesOptions { HoldMax = TimeSpan.FromHours(2) },
            Emergency = new EmergencyOptions { CoolDown = TimeSpan.FromMinutes(5), ReEntryStep = TimeSpan.FromMinutes(1) }, // more of both in little time
        };
        WritePolicy(options.PositionCap);
    }

    public ulong Seed { get; }

    public SimulationOptions Options { get; }

    public SurvivingStores Stores { get; } = new();

    public SimMarket Market { get; }

    public FaultPlan Faults { get; }

    public SimJournal Journal { get; }

    public SafetyChecks Checks { get; }

    public ReplayTally Tally { get; } = new();

    /// <summary>Puts something between the engine and its stores; null leaves them as they are.</summary>
    public Func<EngineParts, ProcessGate, EngineParts>? AroundParts { get; set; }

    /// <summary>The same for the journal.</summary>
    public Func<IEventJournal, ProcessGate, TimeProvider, IEventJournal>? AroundJournal { get; set; }

    public PaperSettings VenueSettings { get; }

    public EngineSettings Settings { get; }

    public void Dispose() => Journal.Dispose();

    private void WritePolicy(decimal positionCap)
    {
        var policy = DefaultPolicy.Create(Market.CloseUtc) with { SymbolNotionalMax = new Usd(positionCap * 1.5m) };
        var limits = policy.Limits with { PositionSizeCap = new Usd(positionCap), RiskPerTradeMax = new Fraction(0.05m), DailyDrawdownMax = new Fraction(0.5m) };
        policy = policy with { Modes = new Dictionary<RiskMode, RiskModeLimits>(policy.Modes) { [policy.ActiveMode] = limits } };
        Stores.Policy.WriteAsync(policy, 0, CancellationToken.None).GetAwaiter().GetResult(); // In memory: complete before it returns.
    }
}
