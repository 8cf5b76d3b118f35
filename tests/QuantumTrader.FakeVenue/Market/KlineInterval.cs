namespace QuantumTrader.FakeVenue.Market;

/// <summary>A kline interval: its name on the wire and where its bars begin and end, milliseconds since 1970 UTC.</summary>
public sealed class KlineInterval
{
    private const long MinuteMs = 60_000;
    private const long DayMs = 24 * 60 * MinuteMs;
    private const long WeekOffsetMs = 4 * DayMs; // 1970-01-01 was a Thursday; weeks begin on Mondays

    private readonly long _lengthMs; // 0: a calendar month
    private readonly long _offsetMs;

    private KlineInterval(string name, long lengthMs, long offsetMs = 0) => (Name, _lengthMs, _offsetMs) = (name, lengthMs, offsetMs);

    public static IReadOnlyList<KlineInterval> All { get; } =
    [
        new("1m", MinuteMs), new("3m", 3 * MinuteMs), new("5m", 5 * MinuteMs), new("15m", 15 * MinuteMs), new("30m", 30 * MinuteMs),
        new("1h", 60 * MinuteMs), new("2h", 120 * MinuteMs), new("4h", 240 * MinuteMs), new("6h", 360 * MinuteMs),
        new("8h", 480 * MinuteMs), new("12h", 720 * MinuteMs), new("1d", DayMs), new("3d", 3 * DayMs),
        new("1w", 7 * DayMs, WeekOffsetMs), new("1M", 0),
    ];

    public string Name { get; }

    /// <returns>Null when the venue has no such interval.</returns>
    public static KlineInterval? Find(string? name) => All.FirstOrDefault(i => i.Name == name);

    public long OpenMs(long atMs)
    {
        if (_lengthMs > 0)
        {
            return atMs - ((((atMs - _offsetMs) % _lengthMs) + _lengthMs) % _lengthMs);
        }

        var day = DateTimeOffset.FromUnixTimeMilliseconds(atMs);
        return new DateTimeOffset(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }

    /// <summary>The first millisecond after the bar that begins at <paramref name="openMs"/>.</summary>
    public long EndMs(long openMs) => _lengthMs > 0
        ? openMs + _lengthMs
        : DateTimeOffset.FromUnixTimeMilliseconds(openMs).AddMonths(1).ToUnixTimeMilliseconds();
}
