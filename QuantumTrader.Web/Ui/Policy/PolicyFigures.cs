using System.Globalization;
using QuantumTrader.Domain.Policy.Fields;

namespace QuantumTrader.Web.Ui.Policy;

/// <summary>Values of the policy as people read them, with their units; the text itself where it is no such value.</summary>
public static class PolicyFigures
{
    public static string Of(string path, string? text) => text is null ? "none" : PolicyFields.Find(path) is { } field ? Of(field.Unit, text) : text;

    public static string Of(PolicyUnit unit, string text) => unit switch
    {
        PolicyUnit.Usd when Number(text) is { } n => $"{Plain(n)} USD",
        PolicyUnit.UsdPerMinute when Number(text) is { } n => $"{Plain(n)} USD/min",
        PolicyUnit.Share when Number(text) is { } n => $"{Plain(n * 100m)} %",
        PolicyUnit.TimesEquity when Number(text) is { } n => $"{Plain(n)} × equity",
        PolicyUnit.Times when Number(text) is { } n => $"{Plain(n)}×",
        PolicyUnit.Duration when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) => Duration(time),
        PolicyUnit.Switch when text is "true" => "on",
        PolicyUnit.Switch when text is "false" => "off",
        _ => text,
    };

    /// <summary>What is typed for it.</summary>
    public static string FormOf(PolicyUnit unit) => unit switch
    {
        PolicyUnit.Usd => "USD",
        PolicyUnit.UsdPerMinute => "USD a minute",
        PolicyUnit.Share => "share, 0.05 is 5 %",
        PolicyUnit.TimesEquity => "times equity",
        PolicyUnit.Times => "factor",
        PolicyUnit.Count => "number",
        PolicyUnit.Confidence => "0 to 1",
        PolicyUnit.Duration => "h:m:s",
        PolicyUnit.Switch => "on or off",
        _ => "name",
    };

    // A value of the policy keeps every digit that it has: what is shown is what is compared.
    private static string Plain(decimal number) => number.ToString("#,0.############", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) =>
        time < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s")
        : time.Seconds == 0 && time.Milliseconds == 0 && time < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : time.ToString("c", CultureInfo.InvariantCulture);

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : null;
}
