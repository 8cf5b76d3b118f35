using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk;

/// <summary>How denial details spell numbers: the same in every culture.</summary>
internal static class Say
{
    public static string It(FormattableString text) => FormattableString.Invariant(text);

    public static string Money(Usd amount) => $"{amount} USD";

    public static string Percent(Fraction share) => It($"{share.Percent:0.####} %");

    public static string Time(TimeSpan time) => It($"{time.TotalSeconds:0.###} s");

    public static string Age(TimeSpan? age) => age switch
    {
        null => "never",
        { } ahead when ahead < TimeSpan.Zero => $"{Time(-ahead)} in the future",
        { } known => $"{Time(known)} ago",
    };

    public static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "an unknown time";

    public static string OrUnknown(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    public static string OrUnknown(Fraction? share) => share is { } known ? Percent(known) : "unknown";

    public static string OrUnknown(Usd? amount) => amount is { } known ? Money(known) : "unknown";
}
