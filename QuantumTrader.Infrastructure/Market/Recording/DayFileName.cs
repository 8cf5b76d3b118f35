using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>As the exchange names its daily files: BTCUSDT-1m-2026-11-23.csv, with .gz behind it once the day is packed.</summary>
internal readonly record struct DayFileName(Symbol Symbol, TimeSpan Interval, DateOnly Day, bool IsPacked)
{
    private const string Plain = ".csv";
    private const string Packed = ".csv.gz";
    private const string DayFormat = "yyyy-MM-dd";

    public DayFileName AsPacked => this with { IsPacked = true };

    public override string ToString() =>
        $"{Symbol.Value}-{KlineIntervals.NameOf(Interval)}-{Day.ToString(DayFormat, CultureInfo.InvariantCulture)}{(IsPacked ? Packed : Plain)}";

    public static bool TryParse(string name, [NotNullWhen(true)] out DayFileName file)
    {
        file = default;
        var isPacked = name.EndsWith(Packed, StringComparison.Ordinal);
        if (!isPacked && !name.EndsWith(Plain, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = name[..^(isPacked ? Packed : Plain).Length].Split('-', 3);
        if (parts.Length != 3
            || !Symbol.TryCreate(parts[0], out var symbol)
            || !KlineIntervals.TryParse(parts[1], out var interval)
            || !DateOnly.TryParseExact(parts[2], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        file = new DayFileName(symbol, interval, day, isPacked);
        return true;
    }
}
