using System.Globalization;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Ui.Formatting;

/// <summary>Numbers as text: invariant, grouped by commas, minus as U+2212, signed where direction matters.</summary>
public static class Figures
{
    private const int DecimalsMax = 10;

    /// <summary>10482.314 becomes <c>10,482.31</c>.</summary>
    public static string Money(Usd amount) => Number(amount.Value, 2);

    /// <summary>12.3 becomes <c>+12.30 ▲</c>, 0 becomes <c>0.00 ◆</c>.</summary>
    public static Shown MoneyChange(Usd amount) => Change(amount.Value, 2, "");

    /// <summary>0.0123 becomes <c>+1.2 % ▲</c>.</summary>
    public static Shown PercentChange(Fraction share, int decimals = 1) => Change(share.Percent, decimals, " %");

    /// <summary>0.1 becomes <c>10.0 %</c>; without a sign unless negative.</summary>
    public static string Percent(Fraction share, int decimals = 1) => Number(share.Percent, decimals) + " %";

    /// <summary>Decimals by the symbol's tick: 64250.5 with tick 0.10 becomes <c>64,250.5</c>. Without a tick all digits are shown.</summary>
    public static string Price(Price price, decimal tickSize) =>
        tickSize > 0m ? Number(price.Value, DecimalsOf(tickSize)) : Plain(price.Value);

    /// <summary>All digits of the quantity, without trailing zeros.</summary>
    public static string Quantity(Quantity quantity) => Plain(quantity.Value);

    /// <summary>3 becomes <c>3x</c>.</summary>
    public static string Leverage(Leverage leverage) => leverage.IsValid ? Plain(leverage.Value) + "x" : Shown.Dash;

    /// <summary>A share of one as two decimals; anything but a number in [0, 1] is a dash.</summary>
    public static string Confidence(double confidence) =>
        confidence is >= 0d and <= 1d ? confidence.ToString("0.00", CultureInfo.InvariantCulture) : Shown.Dash;

    public static string Count(long count) => Number(count, 0);

    /// <summary>Digits after the point that a tick needs: 0.10 needs 1, 0.5 needs 1, 5 needs none.</summary>
    internal static int DecimalsOf(decimal tickSize)
    {
        var decimals = 0;
        for (var rest = tickSize; rest != decimal.Truncate(rest) && decimals < DecimalsMax; rest *= 10m)
        {
            decimals++;
        }

        return decimals;
    }

    // Rounded before the sign is read, so that -0.04 at one decimal is 0.0 and not a negative zero.
    private static Shown Change(decimal value, int decimals, string unit)
    {
        var rounded = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        var text = Number(rounded, decimals) + unit;
        return rounded switch
        {
            > 0m => new($"+{text} ▲", Tone.Profit),
            < 0m => new($"{text} ▼", Tone.Loss),
            _ => new($"{text} ◆"),
        };
    }

    private static string Number(decimal value, int decimals)
    {
        var rounded = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        var text = Math.Abs(rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded < 0m ? "−" + text : text;
    }

    private static string Plain(decimal value)
    {
        var text = Math.Abs(value).ToString("#,0.############################", CultureInfo.InvariantCulture);
        return value < 0m ? "−" + text : text;
    }
}
