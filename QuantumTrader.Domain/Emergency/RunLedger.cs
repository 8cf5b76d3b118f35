using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>All receipts and readings of one run, and which of them are not saved yet. An end is never taken back: what opens again gets a new receipt.</summary>
public sealed class RunLedger
{
    /// <summary>More orders and positions than this are handled all the same, but have no receipt.</summary>
    public const int ReceiptsMax = 5_000;

    /// <summary>The latest readings; the proof needs two.</summary>
    public const int ReadingsMax = 20;

    private readonly List<RunReceipt> _receipts = [];
    private readonly List<RunReading> _readings = [];
    private readonly List<RunReading> _newReadings = [];
    private readonly Dictionary<(ReceiptKind, Symbol, string), int> _open = [];
    private readonly SortedSet<int> _changed = [];
    private bool _endIsNew;

    public IReadOnlyList<RunReceipt> Receipts => _receipts;

    public IReadOnlyList<RunReading> Readings => _readings;

    /// <summary>What has no receipt because there were too many.</summary>
    public int Unreceipted { get; private set; }

    /// <summary>How the run ended; null while it is on.</summary>
    public EmergencyRecord? End { get; private set; }

    public bool HasChanges => _endIsNew || _changed.Count + _newReadings.Count > 0;

    /// <summary>Everything, the last word on each receipt alone.</summary>
    public IReadOnlyList<RunEntry> Entries => [.. _receipts.Select(RunEntry.Of), .. _readings.Select(RunEntry.Of), .. End is null ? Array.Empty<RunEntry>() : [RunEntry.Of(End)]];

    /// <summary>Every receipt has ended, and the last two readings say flat.</summary>
    public bool IsProved => _open.Count == 0 && _readings.Count >= 2 && _readings[^1].Objection is null && _readings[^2].Objection is null;

    /// <summary>Closes that an earlier process may have sent without learning what became of them.</summary>
    public IEnumerable<RunReceipt> Unanswered => _receipts.Where(r => r is { Kind: ReceiptKind.ClosePosition, ClientOrderId.Length: > 0, Outcome: ReceiptOutcome.Asked or ReceiptOutcome.Sent or ReceiptOutcome.Unknown });

    /// <summary>Goes on with what an earlier process saved; of several entries with one number the last counts.</summary>
    public static RunLedger From(IEnumerable<RunEntry> saved)
    {
        var ledger = new RunLedger();
        foreach (var entry in saved)
        {
            ledger.Take(entry);
        }

        ledger.TakeChanges();
        return ledger;
    }

    /// <summary>The number of the receipt that is open for this order, a new one if there is none; 0 when it can have none.</summary>
    public int AskCancel(VenueOrder order, DateTimeOffset nowUtc) =>
        Ask(order.Type.IsConditional() ? ReceiptKind.CancelConditional : ReceiptKind.CancelOrder, order.Symbol, order.ClientOrderId, order.PositionSide, OwnerOf(order.ClientOrderId), order.Quantity - order.FilledQuantity, nowUtc);

    /// <inheritdoc cref="AskCancel"/>
    public int AskClose(VenuePosition position, OrderOwner owner, DateTimeOffset nowUtc) =>
        Ask(ReceiptKind.ClosePosition, position.Symbol, position.PositionSide.ToString(), position.PositionSide, owner, position.Quantity, nowUtc);

    /// <summary>The close that is about to be sent, so that a restart can ask what became of it. Number 0 is nobody's, here and below.</summary>
    public void Named(int number, string clientOrderId) => Change(number, r => r with
    {
        ClientOrderId = clientOrderId,
        Closes = r.ClientOrderId.Length == 0 ? null : [.. r.AllClientOrderIds().TakeLast(RunReceipt.ClosesMax - 1), clientOrderId],
    });

    public void Sent(int number, DateTimeOffset nowUtc) => Change(number, r => r with
    {
        SentAtUtc = r.SentAtUtc ?? nowUtc,
        Attempts = r.Attempts + 1,
        Outcome = ReceiptOutcome.Sent,
    });

    public void Answered(int number, ReceiptOutcome outcome, DateTimeOffset nowUtc, string detail = "") => Change(number, r => r with
    {
        Outcome = outcome,
        ConfirmedAtUtc = outcome is ReceiptOutcome.Done or ReceiptOutcome.Gone or ReceiptOutcome.Dust ? nowUtc : null,
        Detail = detail.Length <= RunReceipt.DetailLengthMax ? detail : detail[..RunReceipt.DetailLengthMax],
    });

    /// <summary>What is open no longer, is confirmed by that.</summary>
    public void SawOrders(IReadOnlyList<VenueOrder> regular, IReadOnlyList<VenueOrder> conditional, DateTimeOffset nowUtc)
    {
        var open = regular.Concat(conditional).Select(o => (o.Symbol, o.ClientOrderId)).ToHashSet();
        foreach (var receipt in Open().Where(r => r.Kind != ReceiptKind.ClosePosition && !open.Contains((r.Symbol, r.ClientOrderId))).ToArray())
        {
            Answered(receipt.Number, ReceiptOutcome.Gone, nowUtc, receipt.Detail);
        }
    }

    /// <inheritdoc cref="SawOrders"/>
    public void SawPositions(IReadOnlyList<VenuePosition> positions, Func<VenuePosition, bool> isDust, DateTimeOffset nowUtc)
    {
        var held = positions.GroupBy(p => (p.Symbol, p.PositionSide)).ToDictionary(g => g.Key, g => g.First());
        foreach (var receipt in Open().Where(r => r.Kind == ReceiptKind.ClosePosition).ToArray())
        {
            if (!held.TryGetValue((receipt.Symbol, receipt.PositionSide), out var position))
            {
                var isOurs = receipt.Outcome is ReceiptOutcome.Sent or ReceiptOutcome.Accepted or ReceiptOutcome.Unknown;
                Answered(receipt.Number, isOurs ? ReceiptOutcome.Done : ReceiptOutcome.Gone, nowUtc, receipt.Detail);
            }
            else if (isDust(position))
            {
                Answered(receipt.Number, ReceiptOutcome.Dust, nowUtc, $"{position.Quantity} left");
            }
        }
    }

    public void Read(RunReading reading)
    {
        _newReadings.Add(reading);
        Keep(reading);
    }

    /// <summary>The run is over; said again after a restart, the later word counts.</summary>
    public void Ended(EmergencyRecord end) => (End, _endIsNew) = (end, true);

    /// <summary>What must be saved; it counts as saved from now on, unless it is given back.</summary>
    public IReadOnlyList<RunEntry> TakeChanges()
    {
        RunEntry[] changes = [.. _changed.Select(n => RunEntry.Of(_receipts[n - 1])), .. _newReadings.Select(RunEntry.Of), .. _endIsNew ? [RunEntry.Of(End!)] : Array.Empty<RunEntry>()];
        Forget();
        return changes;
    }

    /// <summary>Everything is to be saved again, because the run has another name by now.</summary>
    public void ChangeAll()
    {
        Forget();
        GiveBack(Entries);
    }

    /// <summary>They could not be saved: they go with the next changes, as they are by then.</summary>
    public void GiveBack(IReadOnlyList<RunEntry> changes)
    {
        _changed.UnionWith(changes.Select(c => c.Receipt?.Number).OfType<int>());
        _newReadings.InsertRange(0, changes.Select(c => c.Reading).OfType<RunReading>());
        _newReadings.RemoveRange(0, Math.Max(0, _newReadings.Count - ReadingsMax));
        _endIsNew |= changes.Any(c => c.End is not null);
    }

    public static OrderOwner OwnerOf(string clientOrderId) =>
        ClientOrderIds.IsEmergency(clientOrderId) || ClientOrderIds.TryParse(clientOrderId, out _, out _) ? OrderOwner.Ours : OrderOwner.Stranger;

    private IEnumerable<RunReceipt> Open() => _open.Values.Select(n => _receipts[n - 1]);

    private int Ask(ReceiptKind kind, Symbol symbol, string name, PositionSide side, OrderOwner owner, Quantity quantity, DateTimeOffset nowUtc)
    {
        if (_open.TryGetValue((kind, symbol, name), out var number))
        {
            return number;
        }

        if (_receipts.Count >= ReceiptsMax)
        {
            Unreceipted++;
            return 0;
        }

        Put(new RunReceipt
        {
            Number = _receipts.Count + 1,
            Kind = kind,
            Symbol = symbol,
            PositionSide = side,
            Owner = owner,
            ClientOrderId = kind == ReceiptKind.ClosePosition ? "" : name,
            Quantity = quantity,
            AskedAtUtc = nowUtc,
            Outcome = ReceiptOutcome.Asked,
        });
        return _receipts.Count;
    }

    private void Change(int number, Func<RunReceipt, RunReceipt> change)
    {
        if (number > 0 && _receipts[number - 1] is { IsOver: false } receipt)
        {
            Put(change(receipt));
        }
    }

    /// <summary>Numbers come without gaps: one out of turn is of a damaged record and is left out.</summary>
    private void Put(RunReceipt receipt)
    {
        if (receipt.Number == _receipts.Count + 1 && receipt.Number <= ReceiptsMax)
        {
            _receipts.Add(receipt);
        }
        else if (receipt.Number >= 1 && receipt.Number <= _receipts.Count)
        {
            _receipts[receipt.Number - 1] = receipt;
        }
        else
        {
            return;
        }

        var key = (receipt.Kind, receipt.Symbol, receipt.Kind == ReceiptKind.ClosePosition ? receipt.PositionSide.ToString() : receipt.ClientOrderId);
        if (receipt.IsOver)
        {
            _open.Remove(key);
        }
        else
        {
            _open[key] = receipt.Number;
        }

        _changed.Add(receipt.Number);
    }

    private void Take(RunEntry entry)
    {
        if (entry.Receipt is { } receipt)
        {
            Put(receipt);
        }
        else if (entry.Reading is { } reading)
        {
            Keep(reading);
        }
        else if (entry.End is { } end)
        {
            End = end;
        }
    }

    private void Forget()
    {
        _changed.Clear();
        _newReadings.Clear();
        _endIsNew = false;
    }

    private void Keep(RunReading reading)
    {
        _readings.Add(reading);
        if (_readings.Count > ReadingsMax)
        {
            _readings.RemoveAt(0);
        }
    }
}
