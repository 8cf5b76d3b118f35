using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Nth;

/// <summary>What every stop must come to, whatever failed on the way.</summary>
internal sealed class StopJudge(SimulatedWorld world, VenueTruth before, Operations operations)
{
    private readonly HashSet<(Symbol Symbol, PositionSide Side)> _closed = [];

    /// <summary>Flat, and certified.</summary>
    public bool IsOver(SimulatedProcess process) =>
        process.Engine?.Emergency.Record is { IsRunOver: true } record && process.IsStarted && world.Stores.Archive.ReadCertificate(record.RunName) is not null;

    /// <summary>Before the venue acts: the receipt is kept already, and no more is asked for than is held.</summary>
    public void OnCall(SimulatedProcess process, PaperCall call)
    {
        if (call.Intent is not { Purpose: OrderPurpose.Emergency } intent || process.Engine?.Emergency.Record is not { } record)
        {
            return;
        }

        _closed.Add((intent.Symbol, intent.PositionSide));
        var kept = world.Stores.Archive.ReadRun(record.RunName).Select(e => e.Receipt).LastOrDefault(r => r is { Kind: ReceiptKind.ClosePosition } && r.Symbol == intent.Symbol && r.PositionSide == intent.PositionSide);
        if (kept is not { IsOver: false } && !operations.Hit("receipts save"))
        {
            world.Checks.Fail("receipts before orders", $"{intent.ClientOrderId} is sent and the run's record has {(kept is null ? "no receipt" : $"one that is {kept.Outcome}")} for it");
        }

        CheckNotTooMuch(process, intent);
    }

    public void JudgeEnd(SimulatedProcess process)
    {
        var engine = process.Engine;
        if (!IsOver(process))
        {
            world.Checks.Fail("a stop ends flat", $"the run is {engine?.Emergency.Record?.RunState.ToString() ?? "unknown"} ({engine?.Emergency.Record?.Detail}); the venue holds {process.Truth().WhyNotFlat}");
            return;
        }

        if (process.Truth().WhyNotFlat is { } left)
        {
            world.Checks.Fail("I2 flat is flat", left);
        }

        if (engine!.Defect is { } defect)
        {
            world.Checks.Fail("no defect", $"{defect}");
        }

        var record = engine.Emergency.Record!;
        if (world.Stores.LatchedInFile != record.Latch.EmergencyId || world.Stores.LatchedInPolicy != record.Latch.EmergencyId)
        {
            world.Checks.Fail("I3 the latch has two homes", $"{record.Latch.EmergencyId} holds; the file says {world.Stores.LatchedInFile}, the policy {world.Stores.LatchedInPolicy}");
        }

        for (var run = 1; run <= record.Run; run++)
        {
            JudgeCertificate(RunName.Of(record.Latch.EmergencyId, run), record.Latch.EmergencyId);
        }

        JudgeReceipts(record);
    }

    private void JudgeCertificate(string run, Guid emergencyId)
    {
        if (world.Stores.Archive.ReadCertificate(run) is not { } certificate)
        {
            world.Checks.Fail("a run that is over has a certificate", run);
            return;
        }

        var facts = new StopFacts();
        foreach (var journaled in world.Journal.ReadAfter(0))
        {
            facts.Take(journaled.Event, emergencyId);
        }

        var verdict = StopVerifier.Verify(run, CertificateText.FileOf(certificate), facts, world.Stores.Archive.ReadRun(run), audit: null);
        if (verdict.Difference is { } difference)
        {
            world.Checks.Fail("the certificate is sound", $"{run}: {difference}");
        }

        if (certificate.Proof is not [{ Objection: null } one, { Objection: null } two] || two.AtUtc - one.AtUtc < TimeSpan.FromSeconds(1))
        {
            world.Checks.Fail("I2 flat is proved twice", $"{run} rests on {string.Join(", ", certificate.Proof.Select(p => $"{p.AtUtc:HH:mm:ss.fff} {p.Objection}"))}");
        }
    }

    /// <summary>What was open when it was stopped and what was sent since has a receipt that ended.</summary>
    private void JudgeReceipts(EmergencyRecord record)
    {
        var receipts = Enumerable.Range(1, record.Run).SelectMany(run => world.Stores.Archive.ReadCertificate(RunName.Of(record.Latch.EmergencyId, run))!.Receipts).ToArray();
        var positions = receipts.Where(r => r.Kind == ReceiptKind.ClosePosition).Select(r => (r.Symbol, r.PositionSide)).ToHashSet();
        if (!_closed.IsSubsetOf(positions))
        {
            world.Checks.Fail("what is sent has a receipt", string.Join(", ", _closed.Except(positions)));
        }

        if (receipts.FirstOrDefault(r => !r.IsOver) is { } open)
        {
            world.Checks.Fail("receipts end", $"{open.Kind} {open.Symbol} {open.ClientOrderId} is {open.Outcome}");
        }

        // Orders that nobody could list were canceled blindly, and an earlier process may have died before it wrote of any.
        var orders = receipts.Select(r => r.ClientOrderId).ToHashSet(StringComparer.Ordinal);
        if (operations.Kind != FaultKind.Crash && !operations.Hit("Orders") && before.Orders.Concat(before.Conditionals).FirstOrDefault(o => !orders.Contains(o.ClientOrderId)) is { } silent)
        {
            world.Checks.Fail("every order has a receipt", silent.ClientOrderId);
        }
    }

    /// <summary>Closes that wait for an answer never ask for more than is held. One that hung until the engine gave it up may come beside its successor.</summary>
    private void CheckNotTooMuch(SimulatedProcess process, OrderIntent intent)
    {
        if (operations.Kind == FaultKind.Hang && operations.Failed.Count > 0)
        {
            return;
        }

        var held = process.Truth().Account.Positions.Where(p => p.Symbol == intent.Symbol && p.PositionSide == intent.PositionSide).Sum(p => p.Quantity.Value);
        var asked = process.OnTheWire.Where(o => o.Purpose == OrderPurpose.Emergency && o.Symbol == intent.Symbol && o.PositionSide == intent.PositionSide).Sum(o => o.Quantity.Value);
        if (asked > held)
        {
            world.Checks.Fail("I4 no close is sent twice", $"{asked} {intent.Symbol} are on their way to be closed, {held} are held");
        }
    }
}
