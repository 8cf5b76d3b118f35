using System.Diagnostics.CodeAnalysis;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Simulation.Harness;

/// <summary>
/// One seeded run of the real engine against the paper venue on a virtual clock, with crashes, faults, stops and resets.
/// Throws <see cref="InvariantViolationException"/> at the first thing that must never happen.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The world is disposed at the end of the one run; a process is dropped, as a crash drops it.")]
public sealed class SimulationRun
{
    // After the bar: at once, while its orders are on the wire, and later.
    private static readonly int[] ActAtMs = [0, 100, 15_000, 30_000, 45_000];
    private const int StopBeforeHealBars = 2;
    private static readonly TimeSpan ResetAfter = TimeSpan.FromMinutes(10);
    private readonly ulong _seed;
    private readonly SimulationOptions _options;
    private readonly SimulatedWorld _world;
    private readonly SeededRandom _random;
    private readonly BarChecks _barChecks;
    private readonly Operators _operators;
    private readonly RestClock _rest = new();
    private SimulatedProcess _process;
    private DateTimeOffset _startAtUtc;
    private bool _hasBegun;
    private bool _scriptedStopIsDue;
    private bool _scriptedCrashIsArmed;
    private string _scriptedCrash = "";
    private bool _wasFlatAtScriptedCrash;
    private int _generation = 1;
    private int _bar;

    public SimulationRun(ulong seed, SimulationOptions options)
    {
        (_seed, _options) = (seed, options);
        _world = new SimulatedWorld(seed, options);
        _random = new SeededRandom(seed ^ 0x736372697074UL);
        _barChecks = new BarChecks(_world);
        _operators = new Operators(seed ^ 0x70656F706C65UL, _world);
        _startAtUtc = _world.Market.CloseUtc;
        _process = NewProcess(_startAtUtc);
    }

    /// <summary>What the seed draws.</summary>
    public SimulationRun(ulong seed)
        : this(seed, SimulationOptions.For(seed))
    {
    }

    public SimulationReport Run()
    {
        using (_world)
        {
            Trade();
            return Finish();
        }
    }

    /// <summary>The journal so far, one line of JSON per event; also after a violation.</summary>
    public IEnumerable<string> JournalLines() => _world.Journal.Lines();

    private void Trade()
    {
        for (_bar = 1; _bar <= _options.Bars; _bar++)
        {
            Script();
            foreach (var ms in ActAtMs)
            {
                AdvanceTo(_world.Market.CloseUtc.AddMilliseconds(ms));
                Act(isBarJustSeen: ms == 0);
            }

            AdvanceTo(_world.Market.CloseUtc.AddMinutes(1));
            ShowBar();
            _barChecks.AtBar(_process, _bar >= _options.HealAtBar ? _bar - _options.HealAtBar : null);
            if (_bar == _options.FailAtBar)
            {
                _world.Checks.Fail("injected", "asked for by the options");
            }

            Judge();
        }
    }

    private void ShowBar()
    {
        var bars = _world.Market.Next();
        var seen = _world.Feed.Next(bars, _bar >= _options.HealAtBar);
        Step(() => _process.OnBars(bars, seen.Bars));
        if (seen.Corrected is { } corrected)
        {
            AdvanceTo(_world.Market.CloseUtc + seen.After);
            _world.Feed.Correct(corrected);
            Step(() => _process.OnCorrected(corrected));
        }
    }

    private SimulationReport Finish()
    {
        AdvanceTo(_world.Market.CloseUtc.AddSeconds(50));
        QuiescenceChecks.Check(_world, _process);
        Judge();
        var engine = _process.Engine!;
        return new SimulationReport(
            _world.Journal.HashHex,
            _world.Journal.Count,
            _world.Entries.Sent,
            _world.Tally.Trades,
            _world.Tally.EmergencyStops,
            _world.Tally.Resets,
            _generation - 1,
            _world.Faults.Injected,
            _world.Checks.ReducedWhileAway,
            _scriptedCrash,
            _wasFlatAtScriptedCrash,
            engine.Emergency.IsLatched,
            _process.Truth().WhyNotFlat is null,
            _rest.Worst,
            _world.Counts,
            _world.Checks.Evaluated,
            [.. _world.Journal.ReadAfter(0).Select(j => EventCatalogue.Of(j.Event).Name)]);
    }

    /// <summary>What the coming bar brings.</summary>
    private void Script()
    {
        if (_bar == _options.HealAtBar)
        {
            _world.Faults.Heal();
            _process.Gate.DieAtStep = null;
        }

        _world.Faults.OnBar();
        _scriptedStopIsDue |= _bar == _options.StopAtBar;
        if (_options.StopBeforeHeal && _bar == _options.HealAtBar - StopBeforeHealBars)
        {
            _world.Faults.KillVenue(StopBeforeHealBars);
            _scriptedStopIsDue = true;
        }

        if (_bar == _options.CollapseAtBar)
        {
            foreach (var position in _process.Truth().Account.Positions)
            {
                _world.Market.Jump(position.Symbol, -position.Direction.Sign() * (decimal)_options.CollapseShare);
            }
        }

        var running = _process.Engine?.Emergency.Record is { IsRunOver: false };
        if (_options.Crashes && _bar < _options.HealAtBar && _process.Gate.DieAtStep is null && _random.Next(running ? 3 : 40) == 0)
        {
            _process.Gate.DieAtStep = _process.Gate.Steps + 1 + _random.Next(running ? 30 : 200);
        }
    }

    private void Act(bool isBarJustSeen)
    {
        if (!_hasBegun && _process.NowUtc >= _startAtUtc)
        {
            _hasBegun = true;
            Step(_process.Start);
        }

        if (_process.Engine is not { } engine || isBarJustSeen)
        {
            return;
        }

        if (_bar < _options.HealAtBar && _operators.Next(_process) is { } deed)
        {
            var process = _process;
            Step(() => process.Do(() => process.Engine!.Tasks.Run("people change the policy", deed)));
        }

        if (_process.Engine is null)
        {
            return; // it died of that
        }

        if (_scriptedStopIsDue && (!_options.StopWithEntryOnTheWire || _process.OnTheWire.Any(o => o.Purpose == OrderPurpose.Entry)))
        {
            PressScriptedStop();
        }
        else if (_options.OperatorStops && _bar < _options.HealAtBar && _random.Next(engine.Emergency.IsLatched ? 60 : 240) == 0)
        {
            Press();
        }
        else if (_process.IsStarted && _options.StopAtBar == 0 && engine.Emergency.Record is { IsRunOver: true } record
            && _process.NowUtc - record.Latch.ActivatedAtUtc >= ResetAfter && _random.Next(16) == 0)
        {
            Reset();
        }
    }

    /// <summary>Pressed until it is known to hold, as a person would.</summary>
    private void PressScriptedStop()
    {
        if (!_scriptedCrashIsArmed && _options.CrashAtStep > 0)
        {
            _scriptedCrashIsArmed = true;
            _process.Gate.DieAtStep = _process.Gate.Steps + _options.CrashAtStep;
        }

        Press();
        _scriptedStopIsDue = _process.Engine?.Emergency.IsLatched != true;
    }

    private void Press()
    {
        var process = _process;
        Step(() => process.Do(() => process.Engine!.Tasks.Run("operator's stop", () => _barChecks.Latch.PressAsync(process))));
    }

    private void Reset()
    {
        var process = _process;
        var request = new ResetRequest("simulated operator", "The cause is known.", RebasePeak: true, "RESET");
        Step(() => process.Do(() => process.Engine!.Tasks.Run("operator's reset", () => _barChecks.Latch.ResetAsync(process, request))));
    }

    private void AdvanceTo(DateTimeOffset utc)
    {
        if (utc > _process.NowUtc)
        {
            Step(() => _process.AdvanceTo(utc));
        }
    }

    /// <summary>One move of the world; afterwards the checks are asked, and a dead process is replaced.</summary>
    private void Step(Action move)
    {
        move();
        if (!_process.Gate.IsDead)
        {
            _barChecks.Latch.AfterStep(_process);
            _barChecks.Ledger.AfterStep(_process);
            if (_bar >= _options.HealAtBar)
            {
                _rest.Look(_process, _world.Stores);
            }
        }

        Judge();
        if (_process.Gate.IsDead)
        {
            Replace();
        }
    }

    private void Replace()
    {
        var dead = _process;
        _world.Counts.Add($"crash: {dead.Gate.DiedAt}");
        if (_scriptedCrashIsArmed && _scriptedCrash.Length == 0)
        {
            (_scriptedCrash, _wasFlatAtScriptedCrash) = (dead.Gate.DiedAt, dead.Engine?.Emergency.Record is { IsRunOver: true });
        }

        _scriptedStopIsDue |= _scriptedCrashIsArmed && _world.Stores.LatchedInFile is null && _world.Stores.LatchedInPolicy is null;
        _world.Journal.OnCrash();
        _barChecks.Latch.OnCrash();
        _generation++;
        _process = NewProcess(dead.NowUtc);
        foreach (var intent in dead.OnTheWire.Where(_ => _random.Next(2) == 0))
        {
            _process.Deliver(intent);
        }

        _hasBegun = false;
        _startAtUtc = dead.NowUtc.AddSeconds(3 + _random.Next(150));
    }

    private SimulatedProcess NewProcess(DateTimeOffset nowUtc)
    {
        var process = new SimulatedProcess(_world, _generation, nowUtc);
        _world.TrueEquity = () => process.Truth().Account.Equity.Value;
        _world.Checks.IsLatched = () => _barChecks.Latch.IsHeld || process.Engine?.Emergency.IsLatched == true;
        _world.Checks.StoppedSinceUtc = () => _options.VenueFaults ? null : _barChecks.Latch.LatchedSinceUtc;
        return process;
    }

    private void Judge()
    {
        if (_world.Checks.Violation is { } violation)
        {
            throw new InvariantViolationException(
                $"{violation}\n  seed {_seed}, bar {_bar} ({_process.NowUtc:u}), process {_generation} after {_process.Gate.Steps} steps, {_options}\n"
                + $"  again: SIM_SEED={_seed} dotnet test tests/QuantumTrader.Simulation --filter OneSeed");
        }
    }
}
