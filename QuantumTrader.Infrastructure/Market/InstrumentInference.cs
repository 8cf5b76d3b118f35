using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// A contract's rules guessed from its bars, for replays of symbols that nobody described: the tick is the finest decimal
/// place seen in a price, the step the finest seen in a volume. Good enough for paper; a venue's own rules always win.
/// </summary>
public static class InstrumentInference
{
    // Volumes that were divided out of quote volumes have decimals without meaning.
    private const int StepDecimalsMax = 8;
    private const decimal QuantityMax = 1_000_000_000m;
    private static readonly Usd NotionalMin = new(5m);
    private static readonly Leverage LeverageMax = new(125m);

    /// <param name="symbol">Whose bars they are.</param>
    /// <param name="candles">At least one.</param>
    public static Instrument From(Symbol symbol, ReadOnlySpan<Candle> candles)
    {
        ArgumentOutOfRangeException.ThrowIfZero(candles.Length);
        int priceDecimals = 0, volumeDecimals = 0;
        foreach (var candle in candles)
        {
            priceDecimals = Math.Max(priceDecimals, Math.Max(
                Math.Max(Decimals(candle.Open.Value), Decimals(candle.High.Value)),
                Math.Max(Decimals(candle.Low.Value), Decimals(candle.Close.Value))));
            volumeDecimals = Math.Max(volumeDecimals, Decimals(candle.Volume.Value));
        }

        var step = PowerOfTen(Math.Min(volumeDecimals, StepDecimalsMax));
        return new Instrument
        {
            Symbol = symbol,
            TickSize = PowerOfTen(priceDecimals),
            StepSize = step,
            QuantityMin = new Quantity(step),
            QuantityMax = new Quantity(QuantityMax),
            MarketQuantityMax = new Quantity(QuantityMax),
            NotionalMin = NotionalMin,
            LeverageMax = LeverageMax,
        };
    }

    /// <summary>Decimal places that matter: 0.30670 has four.</summary>
    private static int Decimals(decimal value)
    {
        var scale = (int)value.Scale;
        for (var place = PowerOfTen(scale - 1); scale > 0 && value % place == 0m; place *= 10m)
        {
            scale--;
        }

        return scale;
    }

    /// <summary>10 to the power of minus <paramref name="decimals"/>, exactly; 1 for none.</summary>
    private static decimal PowerOfTen(int decimals) => new(1, 0, 0, isNegative: false, (byte)Math.Max(decimals, 0));
}
