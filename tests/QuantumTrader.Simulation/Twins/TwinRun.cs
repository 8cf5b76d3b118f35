using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Simulation.Twins;

/// <summary>
/// One seeded run of two real engines on one paper venue, one shared store and one virtual clock. Throws
/// <see cref="InvariantViolationException"/> at the first thing that must never happen.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The world is disposed at the end of the one run.")]
public sealed class TwinRun(ulong seed, TwinOptions? options = null)
{
    private const int LeaseEverySeconds = 3;
    private static readonly TimeSpan ResetAfter = TimeSpan.FromMinutes(4);
    private readonly TwinOptions _options = options ?? new TwinOptions();
    private readonly SeededRandom _random = new(seed ^ 0x7477696E73UL);
    private readonly HashSet<TradeId> _taken = [];
    private TwinWorld _world = null!;
    private TwinTrouble _trouble = null!;
    private int _bar;
    private int _second;

    public TwinReport Run()
    {
        using (_world = new TwinWorld(seed))
        {
            _trouble = new TwinTrouble(_world, _random);
            foreach (var process in _world.Seats)
            {
                process.Start();
            }

            for (_bar = 1; _bar <= _options.Bars; _bar++)
            {
                Script();
                PassOneMinute();
                var bars = _world.Market.Next();
                _world.Venue.OnBars(bars);
                foreach (var process in _world.Living)
                {
                    process.OnBars(bars);
                }

                Settle();
                NoteTaken();
            }

            PassOneMinute(); // what the last bar set off comes to rest
            TwinQuiescence.Check(_world);
            Judge();
            return Report();
        }
    }

    private void PassOneMinute()
    {
        for (var i = 0; i < 60; i++)
        {
            _world.AdvanceTo(_world.Time.GetUtcNow().AddSeconds(1));
            _trouble.OnSecond();
            foreach (var process in _world.Seats)
            {
                process.WakeWhenDue();
            }

            // Who wakes acts before it hears of the lease, as a process does whose timers are late.
            Settle();
            if (++_second % LeaseEverySeconds == 0)
            {
                AskForLease();
            }
        }
    }

    private void AskForLease()
    {
        foreach (var process in _world.Seats)
        {
            if (process.Runs && !process.StoreIsAway)
            {
                process.Lease.Ask();
            }
        }

        Settle();
    }

    private void Script()
    {
        if (_bar == _options.HealAtBar)
        {
            _trouble.Heal();
        }

        if (_bar < _options.HealAtBar && _options.Trouble)
        {
            _trouble.OnBar();
        }

        var leader = _world.Leader;
        if (_bar == _options.MachineDiesAtBar && leader is not null)
        {
            _trouble.Die(Array.IndexOf(_world.Seats, leader), withDisk: true, _world.Time.GetUtcNow().AddMinutes(2));
        }

        if (_options.FreezesBeforeTheWire && _bar < _options.HealAtBar && leader is not null)
        {
            _trouble.Freeze(Array.IndexOf(_world.Seats, leader));
        }

        if (_bar == _options.StopOnStandbyAtBar && leader is not null)
        {
            var standby = _world.Seats.Single(p => p != leader);
            if (_options.LeaderDiesBeforeStop)
            {
                _trouble.Die(Array.IndexOf(_world.Seats, leader), withDisk: false, _world.Time.GetUtcNow().AddDays(1));
            }

            Press(standby);
        }

        Operate(leader);
    }

    private void Operate(TwinProcess? leader)
    {
        if (_options.OperatorStops && _bar < _options.HealAtBar && _random.Next(40) == 0 && _world.Living.Where(p => p.Runs && p.Engine is not null).ToArray() is { Length: > 0 } reachable)
        {
            Press(reachable[_random.Next(reachable.Length)]);
        }

        if (_options.OperatorStops && leader is { Runs: true, Engine.Emergency.Record: { IsRunOver: true } record } && _world.Time.GetUtcNow() - record.Latch.ActivatedAtUtc >= ResetAfter)
        {
            leader.Do(() => leader.Engine!.Tasks.Run("operator's reset", () => leader.Engine!.Emergency.ResetAsync(new ResetRequest("simulated operator", "The cause is known.", RebasePeak: true, "RESET"))));
        }

        Settle();
    }

    private static void Press(TwinProcess process) =>
        process.Do(() => process.Engine!.Tasks.Run("operator's stop", () => process.Engine!.Emergency.ActivateAsync("MANUAL", "A drill.", "simulated operator")));

    /// <summary>Trades that are led under another epoch than the one that they began under.</summary>
    private void NoteTaken()
    {
        if (_world.Leader is { } leader)
        {
            foreach (var trade in leader.Engine!.Book.Open.Where(t => t.QuantityOpen.IsPositive && t.TradeId.Epoch < leader.Lease.Epoch))
            {
                _taken.Add(trade.TradeId);
            }
        }
    }

    private void Settle()
    {
        _world.Settle();
        _world.Checks.OnLook([.. _world.Living]);
        Judge();
    }

    private void Judge()
    {
        if (_world.Checks.Violation is { } violation)
        {
            throw new InvariantViolationException($"{violation}\n  seed {seed}, bar {_bar} ({_world.Time.GetUtcNow():u}), {_options}\n  {string.Join("\n  ", _world.Seats.Select(Describe))}\n  again: TWIN_SEED={seed} dotnet test tests/QuantumTrader.Simulation --filter OneTwinSeed");
        }
    }

    private static string Describe(TwinProcess p) =>
        $"{p.Name}: {(p.IsDead ? "dead" : p.Runs ? "runs" : "stands still")}, lease {p.Lease.State} {p.Lease.Epoch}, {p.Engine?.Leadership.Duty}, {p.Engine?.Mode.Mode} ({p.Engine?.Mode.Reason}), stop {p.Engine?.Emergency.Record?.RunState} {p.Engine?.Emergency.Record?.Detail}";

    private TwinReport Report()
    {
        var lines = string.Join('\n', _world.Machines.SelectMany(m => m.Journal.Lines()));
        var events = _world.Machines.SelectMany(m => m.Journal.ReadAfter(0)).Select(j => j.Event).ToArray();
        return new TwinReport(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))),
            _world.Stores.Leases.Epoch,
            _world.Checks.EntriesAccepted,
            _world.Checks.EntriesTooLate,
            events.OfType<TradeClosed>().LongCount(),
            _taken.Count,
            events.OfType<TradeRecovered>().Count(),
            _trouble.Deaths,
            _trouble.MachineDeaths,
            _trouble.Pauses,
            _trouble.Outages,
            events.OfType<Domain.Emergency.EmergencyStopped>().LongCount(),
            _world.Leader?.Engine?.Emergency.IsLatched == true,
            _world.Venue.Truth().WhyNotFlat is null);
    }
}
