using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Harness;

/// <summary>What one run is made of. <see cref="For"/> draws it from the seed, so that the seed alone repeats a run.</summary>
public sealed record SimulationOptions
{
    /// <summary>Bars before the first one that trades; they only warm the indicators up.</summary>
    public const int History = 300;

    /// <summary>2 to 6.</summary>
    public int Symbols { get; init; } = 4;

    /// <summary>Bars of one minute that trade.</summary>
    public int Bars { get; init; } = 420;

    /// <summary>From this bar on nothing fails, nobody crashes, and everything must come to rest.</summary>
    public int HealAtBar { get; init; } = 330;

    /// <summary>How much livelier than the built-in market.</summary>
    public double Heat { get; init; } = 6;

    /// <summary>Calls at the venue that are rejected, lost, late; readings that fail; a venue that is gone for minutes.</summary>
    public bool VenueFaults { get; init; } = true;

    /// <summary>Times in which the latch file and the policy store refuse writes.</summary>
    public bool StoreFaults { get; init; } = true;

    /// <summary>Times in which the shared store is away, and with it the proof of the lease.</summary>
    public bool StoreOutages { get; init; }

    /// <summary>Times in which the journal refuses appends.</summary>
    public bool JournalFaults { get; init; }

    /// <summary>The journal answers after some milliseconds, as a disk does; otherwise at once.</summary>
    public bool SlowJournal { get; init; }

    /// <summary>Long and short legs are held apart at the venue.</summary>
    public bool HedgeMode { get; init; }

    public bool Crashes { get; init; } = true;
    public bool OperatorStops { get; init; } = true;

    /// <summary>Largest notional of one position in the policy, USDT.</summary>
    public decimal PositionCap { get; init; } = 1_000m;

    /// <summary>At this bar every price jumps by <see cref="CollapseShare"/> against what the account holds; 0: never.</summary>
    public int CollapseAtBar { get; init; }

    public double CollapseShare { get; init; } = 0.25;

    /// <summary>At this bar an operator stops trading; 0: only by chance, with <see cref="OperatorStops"/>.</summary>
    public int StopAtBar { get; init; }

    /// <summary>The scripted stop waits for a moment at which an entry is on the wire.</summary>
    public bool StopWithEntryOnTheWire { get; init; }

    /// <summary>What every entry waits before the venue sees it, beside other faults. Below the venue's receive window of 2 s.</summary>
    public TimeSpan EntryDelay { get; init; }

    /// <summary>Until the heal the venue rejects every stop, target and exit.</summary>
    public bool RefuseProtection { get; init; }

    /// <summary>How often an order is filled in two parts, the second with the next bar.</summary>
    public decimal PartialFills { get; init; } = 0.15m;

    /// <summary>Changes the venue's rules; null leaves the built-in ones.</summary>
    public Func<IReadOnlyList<Instrument>, IReadOnlyList<Instrument>>? Rules { get; init; }

    /// <summary>Ticks that are wrong and put right within 2.5 s, and bars that do not come.</summary>
    public bool BadTicks { get; init; }

    /// <summary>Prices that are wrong for minutes, of which nobody can tell that they are; with <see cref="BadTicks"/>.</summary>
    public bool SustainedBadPrices { get; init; }

    /// <summary>Times in which no bar comes at all.</summary>
    public bool FrozenFeed { get; init; }

    /// <summary>The venue's updates come twice, late, in another order or never.</summary>
    public bool StreamFaults { get; init; }

    /// <summary>Times in which receipts and certificates, the drawdown peak, or what is switched off cannot be saved, each on its own.</summary>
    public bool SmallStoreFaults { get; init; }

    /// <summary>People tighten and loosen the policy, and switch on again what was switched off.</summary>
    public bool OperatorPolicy { get; init; }

    /// <summary>Loss velocity, daily loss, order rate and repeated executions are limited so that they act.</summary>
    public bool LowLimits { get; init; }

    /// <summary>Just before the heal the venue is gone and an operator stops, so that the stop must end in the healed world.</summary>
    public bool StopBeforeHeal { get; init; }

    /// <summary>At the end of this bar a check fails for no reason, to try how that is told; 0: never.</summary>
    public int FailAtBar { get; init; }

    /// <summary>The process dies at the n-th step after that stop was asked for; 0: never.</summary>
    public int CrashAtStep { get; init; }

    /// <summary>Every kind of trouble, weighted by chance.</summary>
    public static SimulationOptions For(ulong seed)
    {
        var random = new SeededRandom(seed ^ 0x6F7074696F6E73UL);
        var more = new SeededRandom(seed ^ 0x6D6F7265UL);
        var badTicks = more.Next(2) == 0;
        return new SimulationOptions
        {
            Symbols = 2 + random.Next(5),
            Heat = new[] { 3.0, 6.0, 12.0 }[random.Next(3)],
            VenueFaults = random.Next(8) > 0,
            StoreFaults = random.Next(2) == 0,
            JournalFaults = random.Next(3) == 0,
            SlowJournal = random.Next(2) == 0,
            HedgeMode = random.Next(4) == 0,
            Crashes = random.Next(4) > 0,
            OperatorStops = random.Next(4) > 0,
            PositionCap = new[] { 1_000m, 4_000m, 8_000m }[random.Next(3)],
            CollapseAtBar = random.Next(3) == 0 ? 60 + random.Next(200) : 0,
            CollapseShare = 0.05 + (0.30 * random.NextDouble()),
            StoreOutages = random.Next(2) == 0,
            BadTicks = badTicks,
            SustainedBadPrices = badTicks && more.Next(4) == 0,
            FrozenFeed = more.Next(4) == 0,
            StreamFaults = more.Next(2) == 0,
            SmallStoreFaults = more.Next(3) == 0,
            OperatorPolicy = more.Next(2) == 0,
            LowLimits = more.Next(4) == 0,
            StopBeforeHeal = more.Next(3) == 0,
        };
    }
}
