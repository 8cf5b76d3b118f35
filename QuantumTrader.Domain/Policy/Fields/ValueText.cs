using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Policy.Fields;

/// <summary>How one type of value is written and read; the same for people, the API and the policy document's own <see cref="TemporaryValue"/>.</summary>
/// <param name="Write">Culture-free.</param>
/// <param name="Read">Null when it is not one.</param>
/// <param name="Form">What would have been accepted.</param>
internal sealed record ValueText<T>(Func<T, string> Write, Func<string, T?> Read, string Form)
    where T : struct;

internal static class ValueTexts
{
    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static readonly ValueText<Usd> Usd = new(v => v.ToString(), text => Number(text) is { } n ? new Usd(n) : null, "a number of USD, such as 300");
    public static readonly ValueText<Fraction> Fraction = new(v => v.ToString(), text => Number(text) is { } n ? new Fraction(n) : null, "a number, such as 0.05");
    public static readonly ValueText<Leverage> Leverage = new(v => v.ToString(), text => Number(text) is { } n ? new Leverage(n) : null, "a number, such as 5");
    public static readonly ValueText<int> Count = new(v => v.ToString(CultureInfo.InvariantCulture), CountOf, "a whole number, such as 10");
    public static readonly ValueText<double> Confidence = new(v => v.ToString("R", CultureInfo.InvariantCulture), ConfidenceOf, "a number from 0 to 1, such as 0.55");
    public static readonly ValueText<bool> Switch = new(v => v ? "true" : "false", SwitchOf, "true or false");
    public static readonly ValueText<TimeSpan> Duration = new(v => v.ToString("c", CultureInfo.InvariantCulture), DurationOf, "a time, such as 00:00:05");

    private static decimal? Number(string text) => decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static int? CountOf(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>NaN is read, because it may stand in a policy; no range holds it.</summary>
    private static double? ConfidenceOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static bool? SwitchOf(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    // A bare number would be read as days.
    private static TimeSpan? DurationOf(string text) => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) ? value : null;
}
