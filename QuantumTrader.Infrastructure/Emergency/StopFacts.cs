using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Infrastructure.Emergency;

/// <summary>What the journal says of one emergency. Reads it while it is written or not; changes nothing and takes no lock.</summary>
public sealed class StopFacts
{
    private static readonly HashSet<string> Names =
    [
        .. EventCatalogue.All
            .Where(k => k.Type == typeof(EmergencyStopped) || k.Type == typeof(EmergencyRunAdvanced) || k.Type == typeof(EmergencyCertified) || k.Type == typeof(EmergencyAnnulled) || k.Type == typeof(OrderIntended))
            .Select(k => k.Name),
    ];

    private readonly List<EmergencyRunAdvanced> _advanced = [];
    private readonly List<EmergencyCertified> _certified = [];
    private readonly List<EmergencyAnnulled> _annulled = [];
    private readonly Dictionary<string, OrderIntended> _closes = [];

    /// <summary>Null when the journal does not go back so far, or was away when it was activated.</summary>
    public EmergencyStopped? Stopped { get; private set; }

    public IReadOnlyList<EmergencyRunAdvanced> Advanced => _advanced;

    public IReadOnlyList<EmergencyCertified> Certified => _certified;

    public IReadOnlyList<EmergencyAnnulled> Annulled => _annulled;

    /// <summary>By client order id.</summary>
    public IReadOnlyDictionary<string, OrderIntended> Closes => _closes;

    /// <exception cref="IOException">The disk refused.</exception>
    public static StopFacts Read(IDisk disk, string journalDirectory, Guid emergencyId, CancellationToken stopping)
    {
        var facts = new StopFacts();
        facts.Add(disk, journalDirectory, emergencyId, stopping);
        return facts;
    }

    /// <summary>What another journal says of it, such as the one before a fresh start.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Add(IDisk disk, string journalDirectory, Guid emergencyId, CancellationToken stopping)
    {
        if (Segment.List(disk, journalDirectory) is not [.., var last])
        {
            return;
        }

        using var walk = new JournalWalk(disk, journalDirectory, quarantine: null, 0);
        walk.Extend(new DurableEnd(long.MaxValue, last.FirstSequence, LengthOf(disk, Path.Combine(journalDirectory, last.Name))));
        while (walk.Next(out var head, out var verdict))
        {
            stopping.ThrowIfCancellationRequested();
            if (verdict == LineVerdict.Ok && Names.Contains(head.TypeName) && EventLine.ReadEvent(head, out var journaled, out _) == LineVerdict.Ok)
            {
                Take(journaled.Event, emergencyId);
            }
        }
    }

    public void Take(DomainEvent e, Guid emergencyId)
    {
        switch (e)
        {
            case EmergencyStopped s when s.EmergencyId == emergencyId:
                Stopped ??= s;
                break;
            case EmergencyRunAdvanced a when a.EmergencyId == emergencyId:
                _advanced.Add(a);
                break;
            case EmergencyCertified c when c.EmergencyId == emergencyId:
                _certified.Add(c);
                break;
            case EmergencyAnnulled n when n.EmergencyId == emergencyId:
                _annulled.Add(n);
                break;
            case OrderIntended { Purpose: OrderPurpose.Emergency } o when o.CorrelationId == emergencyId:
                _closes[o.ClientOrderId.Value] = o;
                break;
        }
    }

    private static long LengthOf(IDisk disk, string path)
    {
        using var stream = disk.OpenRead(path);
        return stream.Length;
    }
}
