namespace QuantumTrader.Web.Access.Account;

/// <summary>Which refusals get a record of their own: for each name and address one a minute, and in all no more than a few. Thread-safe.</summary>
internal sealed class RefusalDigest(TimeProvider time)
{
    public const int RecordsPerMinuteMax = 30;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly RecentTable<(string Name, string Address), Entry> _entries = new(SignInLimits.EntriesMax, () => new());
    private DateTimeOffset _minuteFrom;
    private int _written;

    /// <summary>How many were left out since the last record; null when this one is left out too.</summary>
    public int? Count(string name, string? address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (now - _minuteFrom >= Quiet)
            {
                (_minuteFrom, _written) = (now, 0);
            }

            var entry = _entries.Use((PlainText.Of(name), AddressKey.Of(address)));
            if (now - entry.LastAt < Quiet || _written >= RecordsPerMinuteMax)
            {
                entry.LeftOut++;
                return null;
            }

            var leftOut = entry.LeftOut;
            (entry.LastAt, entry.LeftOut) = (now, 0);
            _written++;
            return leftOut;
        }
    }

    private sealed class Entry
    {
        public DateTimeOffset LastAt { get; set; }
        public int LeftOut { get; set; }
    }
}
