using System.Globalization;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>How a speed is said on the screen.</summary>
internal static class SpeedText
{
    public static string Of(double speed) => speed > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{speed:0.###}x")
        : "as fast as possible";
}
