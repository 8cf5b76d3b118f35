using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Replay;
using QuantumTrader.Web.Engine.Scheduling;
using QuantumTrader.Web.Engine.Trades;

namespace QuantumTrader.Simulation.Twins;

/// <summary>One venue, one market, one clock, one shared store, and two engines that stand by for one another.</summary>
internal sealed class TwinWorld : IDisposable
{
    private readonly List<TwinMachine> _machines = []; // one run long
    private readonly List<TwinProcess> _processes = [];
    private ulong _seeds;

    public TwinWorld(ulong seed)
    {
        Seed = seed;
        Market = new SimMarket(seed, new SimulationOptions { Symbols = 4, Heat = 6 });
        Time = new VirtualTime(Market.CloseUtc);
        Venue = new TwinVenue(Market, seed, Time, Checks, () => Living);
        Settings = new EngineSettings { VolatilityTimeframe = TimeSpan.FromMinutes(15), Trades = new TradesOptions { HoldMax = TimeSpan.FromHours(1) }, Emergency = new EmergencyOptions { CoolDown = TimeSpan.FromMinutes(1), ReEntryStep = TimeSpan.FromSeconds(20) } };
        var policy = DefaultPolicy.Create(Market.CloseUtc) with { SymbolNotionalMax = new Usd(1_500m) };
        var limits = policy.Limits with { PositionSizeCap = new Usd(1_000m), RiskPerTradeMax = new Fraction(0.05m), DailyDrawdownMax = new Fraction(0.5m) };
        policy = policy with { DrawdownLimit = new Fraction(0.5m), Modes = new Dictionary<RiskMode, RiskModeLimits>(policy.Modes) { [policy.ActiveMode] = limits } };
        Stores.Policy.WriteAsync(policy, 0, CancellationToken.None).GetAwaiter().GetResult(); // In memory: complete before it returns.
        Seats = [NewProcess(NewMachine("a")), NewProcess(NewMachine("b"))];
    }

    public ulong Seed { get; }
    public SimMarket Market { get; }
    public VirtualTime Time { get; }
    public TwinVenue Venue { get; }
    public TwinStores Stores { get; } = new();
    public TwinChecks Checks { get; } = new();
    public ReplayTally Tally { get; } = new();
    public EngineSettings Settings { get; }

    /// <summary>Who lives in either seat; a dead one stays until it is replaced.</summary>
    public TwinProcess[] Seats { get; }

    public IEnumerable<TwinProcess> Living => Seats.Where(p => !p.IsDead);

    public TwinProcess? Leader => Living.FirstOrDefault(p => p.Engine?.Leadership.MayEnter == true);

    public IEnumerable<TwinMachine> Machines => _machines;

    public ulong NextSeed() => (Seed << 16) + ++_seeds;

    public TwinMachine NewMachine(string name)
    {
        var machine = new TwinMachine(name, Seed ^ (ulong)(_machines.Count + 1));
        _machines.Add(machine);
        return machine;
    }

    public TwinProcess NewProcess(TwinMachine machine)
    {
        var process = new TwinProcess(this, machine);
        _processes.Add(process);
        return process;
    }

    public void AdvanceTo(DateTimeOffset utc) => Time.AdvanceTo(utc, Settle);

    /// <summary>Until nothing is left to do at this instant, wherever.</summary>
    public void Settle()
    {
        do
        {
            Venue.Context.RunUntilIdle();
            foreach (var process in Seats)
            {
                process.Pump();
            }
        }
        while (Venue.Context.QueueLength + Seats.Sum(p => p.Waiting) > 0);
    }

    public void Dispose()
    {
        Venue.Dispose();
        _processes.ForEach(p => p.Dispose());
        _machines.ForEach(m => m.Dispose());
    }
}
