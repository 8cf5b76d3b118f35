namespace QuantumTrader.Infrastructure.Market;

/// <summary>The bar lengths that kline files may have.</summary>
internal static class KlineIntervals
{
    private static readonly (string Name, TimeSpan Length)[] All =
    [
        ("1s", TimeSpan.FromSeconds(1)), // of recorded marks
        ("1m", TimeSpan.FromMinutes(1)), ("3m", TimeSpan.FromMinutes(3)), ("5m", TimeSpan.FromMinutes(5)),
        ("15m", TimeSpan.FromMinutes(15)), ("30m", TimeSpan.FromMinutes(30)),
        ("1h", TimeSpan.FromHours(1)), ("2h", TimeSpan.FromHours(2)), ("4h", TimeSpan.FromHours(4)),
        ("6h", TimeSpan.FromHours(6)), ("8h", TimeSpan.FromHours(8)), ("12h", TimeSpan.FromHours(12)), ("1d", TimeSpan.FromDays(1)),
    ];

    public static string Names => string.Join(", ", All.Select(i => i.Name));

    /// <summary>The exchange's name of a length that there is.</summary>
    public static string NameOf(TimeSpan length) => All.First(i => i.Length == length).Name;

    public static bool TryParse(string name, out TimeSpan length)
    {
        length = All.FirstOrDefault(i => i.Name == name).Length;
        return length > TimeSpan.Zero;
    }

    public static bool Has(TimeSpan length) => All.Any(i => i.Length == length);
}
