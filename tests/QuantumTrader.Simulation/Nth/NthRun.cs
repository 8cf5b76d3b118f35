using System.Diagnostics.CodeAnalysis;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Simulation.Checks;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine;

namespace QuantumTrader.Simulation.Nth;

/// <summary>One stop of the scene in which the operations <paramref name="first"/> and following fail; its end is judged.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The world is disposed at the end of the one run; a process is dropped, as a crash drops it.")]
internal sealed class NthRun(StopScene scene, FaultKind kind, int first, int inARow = 1)
{
    private const ulong Seed = 5;
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly SimulatedWorld _world = new(Seed, scene.Options);
    private readonly Operations _operations = new(kind, first, inARow);
    private LatchChecks _latch = null!;
    private StopJudge _judge = null!;
    private SimulatedProcess _process = null!;
    private int _generation;
    private DateTimeOffset _startAtUtc = DateTimeOffset.MaxValue;

    /// <summary>Where it failed; none: the run was over before it came to that operation.</summary>
    public IReadOnlyList<string> Play()
    {
        using (_world)
        {
            Surround();
            _latch = new LatchChecks(_world);
            Begin(_world.Market.CloseUtc);
            scene.Play(_world, _process);
            _judge = new StopJudge(_world, _process.Truth(), _operations);
            _latch.AfterStep(_process);
            _operations.IsArmed = true;
            _process.Gate.DieAtStep = kind == FaultKind.Crash ? _process.Gate.Steps + first : null;
            Press();
            var until = _process.NowUtc + EndsWithin;
            while (!_judge.IsOver(_process) && _process.NowUtc < until)
            {
                Pass(Look);
            }

            _operations.IsArmed = false;
            _process.Gate.DieAtStep = null;
            for (until = _process.NowUtc + Afterwards; _process.NowUtc < until;)
            {
                Pass(Look);
            }

            Settle();
            _judge.JudgeEnd(_process);
            Raise();
            return _operations.Failed;
        }
    }

    /// <summary>What opened again after the run, such as what came late, is closed by the next.</summary>
    private void Settle()
    {
        for (var until = _process.NowUtc + EndsWithin; !_judge.IsOver(_process) && _process.NowUtc < until;)
        {
            Pass(Look);
        }
    }

    private void Surround()
    {
        var calls = 0;
        _world.Faults.Scripted = call =>
        {
            _judge?.OnCall(_process, call);
            return FailingVenue.Fail(_operations, call, calls++);
        };
        _world.AroundJournal = (journal, _, time) => new FailingJournal(journal, new FailingStore(_operations, time, () => new JournalUnavailableException("The simulated disk refuses.")));
        _world.AroundParts = (parts, _) => Around(parts);
        _world.Stops.MayOweReceipts = () => _operations.Hit("receipts save");
    }

    private EngineParts Around(EngineParts parts)
    {
        var disk = new FailingStore(_operations, parts.Time, () => new IOException("The simulated disk refuses."));
        var policies = new FailingStore(_operations, parts.Time, () => new PolicyUnavailableException("The simulated policy store does not answer."));
        return parts with
        {
            Latches = new FailingLatches(parts.Latches, disk),
            Archive = new FailingArchive(parts.Archive, disk),
            PolicyStore = new FailingPolicies(parts.PolicyStore, policies),
            DrawdownStore = new FailingPeaks(parts.DrawdownStore, disk),
            Lease = new FailingLease(parts.Lease, _operations),
        };
    }

    /// <summary>Pressed until it is known to hold, as a person would.</summary>
    private void Press()
    {
        var process = _process;
        process.Do(() => process.Engine!.Tasks.Run("operator's stop", () => _latch.PressAsync(process)));
    }

    private void Pass(TimeSpan span)
    {
        var to = _process.NowUtc + span;
        if (to >= _startAtUtc && !_process.Gate.IsDead)
        {
            _process.AdvanceTo(_startAtUtc);
            _startAtUtc = DateTimeOffset.MaxValue;
            _process.Start();
        }

        var next = _world.Market.CloseUtc.AddMinutes(1);
        if (to >= next)
        {
            _process.AdvanceTo(next > _process.NowUtc ? next : _process.NowUtc);
            _process.OnBars(_world.Market.Next());
        }

        _process.AdvanceTo(to);
        if (_process.Gate.IsDead)
        {
            Replace();
            return;
        }

        _latch.AfterStep(_process);
        if (_process.IsStarted && !_process.Engine!.Emergency.IsLatched)
        {
            Press();
        }

        Raise();
    }

    /// <summary>What was on the wire reaches the venue every other time.</summary>
    private void Replace()
    {
        var dead = _process;
        _operations.Died(dead.Gate.DiedAt);
        _world.Journal.OnCrash();
        _latch.OnCrash();
        Begin(dead.NowUtc);
        foreach (var intent in dead.OnTheWire.Where(_ => first % 2 == 0))
        {
            _process.Deliver(intent);
        }

        _startAtUtc = dead.NowUtc.AddSeconds(5);
        if (inARow > 1 && _generation == 2)
        {
            _process.Gate.DieAtStep = _process.Gate.Steps + 1 + (first % 60);
        }
    }

    private void Begin(DateTimeOffset nowUtc)
    {
        var process = _process = new SimulatedProcess(_world, ++_generation, nowUtc);
        _world.Checks.IsLatched = () => _latch.IsHeld || process.Engine?.Emergency.IsLatched == true;
        _world.Checks.StoppedSinceUtc = () => null; // an order that is canceled late is this test's business
    }

    private void Raise()
    {
        if (_world.Checks.Violation is { } violation)
        {
            throw new InvariantViolationException($"{kind} at operation {first} ({string.Join(", ", _operations.Failed)}), {_process.NowUtc:HH:mm:ss.fff}: {violation}");
        }
    }
}
