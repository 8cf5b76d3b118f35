namespace QuantumTrader.Domain.Risk.Governor;

/// <summary>The market as a whole, over the symbols that are traded. <c>default</c> is not a calm market: see <see cref="Unknown"/>.</summary>
/// <param name="AdxMean">Mean average directional index, 0 to 100; NaN when not measured.</param>
/// <param name="HighVolShare">Share of the symbols in high or unknown volatility, 0 to 1; NaN when not measured.</param>
public readonly record struct MarketFacts(double AdxMean, double HighVolShare)
{
    public static readonly MarketFacts Unknown = new(double.NaN, double.NaN);
}
