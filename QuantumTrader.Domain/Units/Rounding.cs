using System.Globalization;

namespace QuantumTrader.Domain.Units;

/// <summary>Rounding to a venue's tick or step, exactly, in decimal.</summary>
internal static class Rounding
{
    public static decimal Floor(decimal value, decimal increment) =>
        increment > 0m ? decimal.Floor(value / increment) * increment : value;

    public static decimal Ceiling(decimal value, decimal increment) =>
        increment > 0m ? decimal.Ceiling(value / increment) * increment : value;

    /// <summary>Plain digits without trailing zeros or exponent, the form that venues accept.</summary>
    public static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
