using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Simulation.Harness;

namespace QuantumTrader.Simulation.Checks;

/// <summary>What a stop leaves behind: receipts before what they speak of, and a certificate that agrees with the journal.</summary>
internal sealed class StopChecks(SimulatedWorld world)
{
    /// <summary>Set by runs whose archive fails in ways of its own.</summary>
    public Func<bool> MayOweReceipts { get; set; } = () => false;

    /// <summary>A receipt that names the close is durable before the close is sent, unless the disk refuses receipts.</summary>
    public void OnClose(in OrderIntent intent, EmergencyRecord? record, bool owesReceipts)
    {
        if (record is null || owesReceipts || MayOweReceipts())
        {
            world.Counts.Add("receipt: not asked for, the disk refused");
            return;
        }

        world.Checks.Seen("receipts are durable before the close");
        var id = intent.ClientOrderId.Value;
        if (!world.Stores.Archive.ReadRun(record.RunName).Any(e => e.Receipt is { Kind: ReceiptKind.ClosePosition } receipt && receipt.AllClientOrderIds().Contains(id)))
        {
            world.Checks.Fail("receipts are durable before the close", $"{id} was sent and the record of {record.RunName} does not name it");
        }
    }

    /// <summary>At the end: every run that is over has a certificate, and every certificate agrees with journal and record.</summary>
    public void Check(EmergencyRecord? last)
    {
        var events = world.Journal.ReadAfter(0).Select(j => j.Event).ToArray();
        foreach (var run in events.OfType<EmergencyCertified>().Select(c => c.Run).Distinct())
        {
            world.Checks.Seen("certificates agree with the journal");
            if (WhyNotSound(run, events) is { } why)
            {
                world.Checks.Fail("certificates agree with the journal", $"{run}: {why}");
            }
        }

        foreach (var stops in events.OfType<EmergencyStopped>().GroupBy(e => e.EmergencyId))
        {
            world.Checks.Seen("a stop is journaled once");
            world.Counts.Add($"stop journaled {(stops.First().RecordedLateAtUtc is null ? "at once" : "late")}");
            if (stops.Count() > 1)
            {
                world.Checks.Fail("a stop is journaled once", $"the journal holds {stops.Key} {stops.Count()} times");
            }
        }

        if (last is { IsRunOver: true, IsStopJournaled: not null } stopped && !events.OfType<EmergencyStopped>().Any(e => e.EmergencyId == stopped.Latch.EmergencyId))
        {
            world.Checks.Fail("a stop is journaled once", $"{stopped.Latch.EmergencyId} is over and the journal does not hold it");
        }

        if (last is { IsRunOver: true } record && world.Stores.Archive.ReadCertificate(record.RunName) is null)
        {
            world.Checks.Fail("liveness: a stop has its certificate", $"{record.RunName} is over and has none");
        }
    }

    private string? WhyNotSound(string run, IReadOnlyList<Domain.Events.DomainEvent> events)
    {
        if (world.Stores.Archive.ReadCertificate(run) is not { } certificate)
        {
            return "the journal speaks of a certificate that is not there";
        }

        var facts = new StopFacts();
        foreach (var e in events)
        {
            facts.Take(e, certificate.EmergencyId);
        }

        return StopVerifier.Verify(run, CertificateText.FileOf(certificate), facts, world.Stores.Archive.ReadRun(run), audit: null).Difference;
    }
}
