using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Simulation.Twins;

/// <summary>What must hold at every step, whichever process takes it. The first violation is kept; the run stops at it.</summary>
internal sealed class TwinChecks
{
    private readonly Dictionary<string, OrderIntent> _entries = []; // one run long
    private readonly Dictionary<(Symbol Symbol, PositionSide Side), decimal> _positions = [];
    private long _highestEpoch;

    public string? Violation { get; private set; }

    public long EntriesAccepted { get; private set; }

    /// <summary>Entries that the venue refused because they came too late.</summary>
    public long EntriesTooLate { get; private set; }

    public void Fail(string invariant, string what) => Violation ??= $"{invariant}: {what}";

    /// <summary>As the engine hands the order over, by the lease of its process at that instant.</summary>
    public void OnSend(OrderIntent intent, ILease lease, string process)
    {
        if (intent.Purpose == OrderPurpose.Entry)
        {
            _entries[intent.ClientOrderId.Value] = intent;
            if (lease.State != LeaseState.Held || intent.TradeId.Epoch != lease.Epoch)
            {
                Fail("no entry without the lease", $"{process} sent {intent.ClientOrderId} with its lease {lease.State}, epoch {lease.Epoch}");
            }
        }
        else if (lease.State == LeaseState.Lost && intent.Purpose is not (OrderPurpose.Emergency or OrderPurpose.StopLoss))
        {
            Fail("a process that lost the lease does not trade", $"{process} sent {intent.ClientOrderId} ({intent.Purpose})");
        }

        if (intent.Purpose != OrderPurpose.Entry && !intent.ReduceOnly)
        {
            Fail("closes only reduce", $"{intent.ClientOrderId} was sent without reduce-only");
        }
    }

    public void OnCancel(string what, ILease lease, bool isEmergency, string process)
    {
        if (lease.State != LeaseState.Held && !(isEmergency && lease.State == LeaseState.Unproven))
        {
            Fail("no cancel without the lease", $"{process} canceled {what} with its lease {lease.State}");
        }
    }

    /// <summary>The venue has spoken about an entry; epochs must come to it in order.</summary>
    public void OnEntryAnswered(OrderIntent intent, SubmitOutcome outcome)
    {
        EntriesTooLate += outcome is SubmitOutcome.Rejected { VenueCode: VenueCodes.OutsideReceiveWindow } ? 1 : 0;
        if (outcome is not SubmitOutcome.Accepted)
        {
            return;
        }

        EntriesAccepted++;
        var epoch = intent.TradeId.Epoch ?? 0;
        if (epoch < _highestEpoch)
        {
            Fail("never two leaders' entries", $"{intent.ClientOrderId} was taken after an entry of epoch {_highestEpoch}");
        }

        _highestEpoch = Math.Max(_highestEpoch, epoch);
    }

    public void OnFill(VenueFill fill)
    {
        var leg = (fill.Symbol, fill.PositionSide);
        var before = _positions.GetValueOrDefault(leg);
        var after = before + (fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value);
        _positions[leg] = after;
        if (!_entries.Remove(fill.ClientOrderId, out var entry))
        {
            return; // no entry, or the rest of one
        }

        if (fill.AtUtc - entry.SentAtUtc is not { } age || !(age <= entry.ReceiveWindow))
        {
            Fail("no entry after its window", $"{fill.ClientOrderId} was filled {(fill.AtUtc - entry.SentAtUtc)?.TotalSeconds:0.0} s after it was stamped, its window was {entry.ReceiveWindow?.TotalSeconds:0.0} s");
        }
    }

    /// <summary>At one instant.</summary>
    public void OnLook(IReadOnlyCollection<TwinProcess> living)
    {
        var leaders = living.Where(p => p.Engine?.Leadership.MayEnter == true).ToArray();
        if (leaders.Length > 1)
        {
            Fail("one engine trades", string.Join(" and ", leaders.Select(p => $"{p.Name} under epoch {p.Lease.Epoch}")));
        }

        foreach (var process in living)
        {
            if (process.Engine?.Defect is { } defect)
            {
                Fail("no defect", $"{process.Name}: {defect}");
            }

            if (process.Engine is { Leadership.MayEnter: true, Book: { IllegalCount: > 0 } book })
            {
                Fail("no impossible event", $"{process.Name}: {string.Join("; ", book.Faults.Select(f => $"{f.TradeId} {f.Phase}: {f.Why}"))}");
            }
        }
    }
}
