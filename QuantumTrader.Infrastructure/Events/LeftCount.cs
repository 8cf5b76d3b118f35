using System.Globalization;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>How many a stop has left, in words. A run that cannot read the account keeps a negative number, and "-1 positions" is not for people.</summary>
public static class LeftCount
{
    public static string Text(int count) => count < 0 ? "an unknown number of" : count.ToString(CultureInfo.InvariantCulture);

    /// <summary>For a place of its own, without a noun behind it.</summary>
    public static string Cell(int count) => count < 0 ? "not known" : count.ToString(CultureInfo.InvariantCulture);
}
