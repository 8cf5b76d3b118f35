using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>
/// Why nothing was traded: entries that were denied since the start, by code, with the newest reason of each, which names the limit that would
/// have passed. Bounded by the number of codes; an hour is kept in sixty minutes.
/// </summary>
public sealed class DenialBook
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Entries that were denied, each once however many reasons it had.</summary>
    public long Count { get; private set; }

    /// <summary>Entries that were denied one after the other, without one that went out.</summary>
    public long InARow { get; private set; }

    /// <summary>When the first of them was denied; null while there is none.</summary>
    public DateTimeOffset? InARowSinceUtc { get; private set; }

    /// <summary>An entry that went out, whatever the venue made of it, ends the row.</summary>
    public void OnEvent(DomainEvent e)
    {
        if (e is TradeOrderEvent { Purpose: OrderPurpose.Entry } and (OrderAccepted or OrderRejected or OrderUnknown))
        {
            (InARow, InARowSinceUtc) = (0, null);
        }
    }

    public void Add(OrderDenied denied)
    {
        if (denied.Purpose != OrderPurpose.Entry)
        {
            return;
        }

        Count++;
        (InARow, InARowSinceUtc) = (InARow + 1, InARowSinceUtc ?? denied.AtUtc);
        for (var i = 0; i < denied.Codes.Count; i++)
        {
            if (!_groups.TryGetValue(denied.Codes[i], out var group))
            {
                _groups.Add(denied.Codes[i], group = new Group());
            }

            group.Add(denied, i < denied.Details.Count ? denied.Details[i] : "");
        }
    }

    /// <summary>The most frequent of the last hour first, then the most frequent of all.</summary>
    public IReadOnlyList<DenialGroupRow> Rows(DateTimeOffset nowUtc) =>
    [
        .. _groups.Select(g => g.Value.Row(g.Key, nowUtc))
            .OrderByDescending(row => row.InLastHour).ThenByDescending(row => row.Count).ThenBy(row => row.Code, StringComparer.Ordinal),
    ];

    private sealed class Group
    {
        private const int Minutes = 60;
        private readonly long[] _counts = new long[Minutes];
        private readonly long[] _minutes = new long[Minutes];
        private long _count;
        private DateTimeOffset _first;
        private OrderDenied? _last;
        private string _detail = "";

        public void Add(OrderDenied denied, string detail)
        {
            _first = _count++ == 0 ? denied.AtUtc : _first;
            (_last, _detail) = (denied, detail);
            var minute = MinuteOf(denied.AtUtc);
            var slot = minute % Minutes;
            _counts[slot] = _minutes[slot] == minute ? _counts[slot] + 1 : 1;
            _minutes[slot] = minute;
        }

        public DenialGroupRow Row(string code, DateTimeOffset nowUtc) => new(code, _count, InLastHour(MinuteOf(nowUtc)), _first, _last!.AtUtc, _last.Symbol, _detail);

        private long InLastHour(long now)
        {
            long sum = 0;
            for (var i = 0; i < Minutes; i++)
            {
                sum += now - _minutes[i] < Minutes ? _counts[i] : 0;
            }

            return sum;
        }

        private static long MinuteOf(DateTimeOffset atUtc) => atUtc.UtcTicks / TimeSpan.TicksPerMinute;
    }
}
