using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Simulation.Harness;

/// <summary>What fails and when: a little always, much during storms, nothing once healed. Decided by the seed and the order of calls.</summary>
internal sealed class FaultPlan(ulong seed, SimulationOptions options, Counts counts)
{
    // The venue refuses an entry that reaches it later than this after it was made (its receive window).
    private const double EntryDelayMaxSeconds = 1.8;
    private readonly SeededRandom _random = new(seed);
    private readonly SeededRandom _away = new(seed ^ 0x61776179UL); // its own, so that outages move nothing else
    private readonly SeededRandom _small = new(seed ^ 0x736D616C6CUL); // of the small stores, likewise
    private int _archiveBars;
    private int _peakBars;
    private int _switchBars;
    private int _awayBars;
    private int _stormBars;
    private int _deadBars;
    private int _journalBars;
    private int _latchBars;
    private int _policyBars;

    public bool IsHealed { get; private set; }

    /// <summary>True while the checks look at the venue: they see the truth.</summary>
    public bool IsSuspended { get; set; }

    public bool JournalRefuses => !IsHealed && _journalBars > 0;

    public bool LatchRefuses => !IsHealed && _latchBars > 0;

    /// <summary>Receipts, certificates and the way back are on the latch's disk, and have troubles of their own.</summary>
    public bool ArchiveRefuses => LatchRefuses || (!IsHealed && _archiveBars > 0);

    public bool PeakRefuses => !IsHealed && _peakBars > 0;

    public bool SwitchesRefuse => !IsHealed && _switchBars > 0;

    public bool PolicyRefuses => StoreIsAway || (!IsHealed && _policyBars > 0);

    /// <summary>The store that would be shared answers nobody: no policy, and no proof of the lease.</summary>
    public bool StoreIsAway => !IsHealed && _awayBars > 0;

    /// <summary>It answers nobody for minutes.</summary>
    public bool VenueIsGone => !IsHealed && _deadBars > 0;

    public long Injected { get; private set; }

    /// <summary>Asked first, for tests that fail one certain call; null where it says nothing.</summary>
    public Func<PaperCall, PaperFault?>? Scripted { get; set; }

    public void Heal() => IsHealed = true;

    /// <summary>It answers nobody for so many bars, this one included.</summary>
    public void KillVenue(int bars) => _deadBars = bars;

    public void OnBar()
    {
        (_stormBars, _deadBars) = (Left(_stormBars, options.VenueFaults, 12), Left(_deadBars, options.VenueFaults, 70));
        _journalBars = Left(_journalBars, options.JournalFaults, 60);
        _awayBars = _awayBars > 0 ? _awayBars - 1 : options.StoreOutages && _away.Next(50) == 0 ? 1 + _away.Next(6) : 0;
        (_latchBars, _policyBars) = (Left(_latchBars, options.StoreFaults, 40), Left(_policyBars, options.StoreFaults, 40));
        (_archiveBars, _peakBars, _switchBars) = (LeftOfSmall(_archiveBars), LeftOfSmall(_peakBars), LeftOfSmall(_switchBars));
        CountDown();
    }

    public PaperFault Next(PaperCall call)
    {
        if (!IsSuspended && Scripted?.Invoke(call) is { } scripted)
        {
            return scripted;
        }

        if (call.Intent is { Purpose: OrderPurpose.Entry } && options.EntryDelay > TimeSpan.Zero)
        {
            return PaperFault.Delay(options.EntryDelay);
        }

        if (options.RefuseProtection && !IsHealed && call.Intent is { ReduceOnly: true, Purpose: not OrderPurpose.Emergency })
        {
            return PaperFault.Reject(-4045, "the venue takes no such order now");
        }

        if (IsSuspended || IsHealed || !options.VenueFaults)
        {
            return PaperFault.None;
        }

        var fault = _deadBars > 0 ? PaperFault.UnknownNotApplied("the venue is gone")
            : _random.NextDouble() < (_stormBars > 0 ? 0.35 : 0.02) ? Draw(call)
            : PaperFault.None;
        if (fault != PaperFault.None)
        {
            Injected++;
            counts.Add(fault.Kind == PaperFaultKind.None ? "venue: late" : $"venue: {fault.Text}");
        }

        return fault;
    }

    private int LeftOfSmall(int bars) =>
        bars > 0 ? bars - 1
        : options.SmallStoreFaults && _small.Next(40) == 0 ? 1 + _small.Next(5)
        : 0;

    private void CountDown()
    {
        if (IsHealed)
        {
            return;
        }

        Count("venue gone", _deadBars);
        Count("venue in a storm", _stormBars);
        Count("journal", _journalBars);
        Count("latch file", _latchBars);
        Count("policy store", _policyBars);
        Count("shared store", _awayBars);
        Count("receipts and certificates", _archiveBars);
        Count("drawdown peak", _peakBars);
        Count("switched-off entries", _switchBars);
    }

    private void Count(string what, int bars)
    {
        if (bars > 0)
        {
            counts.Add($"minutes of trouble: {what}");
        }
    }

    private int Left(int bars, bool isOn, int everyBars) =>
        bars > 0 ? bars - 1
        : isOn && _random.Next(everyBars) == 0 ? 1 + _random.Next(5)
        : 0;

    private PaperFault Draw(PaperCall call)
    {
        var delayMax = call.Intent is { Purpose: OrderPurpose.Entry } ? EntryDelayMaxSeconds : 7.0;
        return _random.Next(5) switch
        {
            0 => PaperFault.Reject(-1001, "the venue could not process it"),
            1 => PaperFault.Reject(-2019, "margin is insufficient"),
            2 => PaperFault.UnknownApplied("the answer was lost"),
            3 => PaperFault.UnknownNotApplied("the call was lost"),
            _ => PaperFault.Delay(TimeSpan.FromSeconds(delayMax * _random.NextDouble())),
        };
    }
}
