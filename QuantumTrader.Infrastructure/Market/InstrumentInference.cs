using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>
/// A contract's rules guessed from its bars, for replays of symbols that nobody described: the tick is the finest decimal
/// place that at least one price in a hundred uses, the step the same of volumes; fewer are averages or slips in the data.
/// Volumes may be counted in contracts, so a step that costs more than a dollar is made finer. Good enough for paper; a venue's own rules always win.
/// </summary>
public static class InstrumentInference
{
    // Volumes that were divided out of quote volumes have decimals without meaning.
    private const int StepDecimalsMax = 8;
    private const int ScaleMax = 28; // of a decimal
    private const int OneIn = 100;
    private const decimal StepCostMax = 1m; // in the quote's unit, at the file's highest price
    private const decimal QuantityMax = 1_000_000_000m;
    private static readonly Usd NotionalMin = new(5m);
    private static readonly Leverage LeverageMax = new(125m);

    /// <param name="symbol">Whose bars they are.</param>
    /// <param name="candles">At least one.</param>
    public static Instrument From(Symbol symbol, ReadOnlySpan<Candle> candles)
    {
        ArgumentOutOfRangeException.ThrowIfZero(candles.Length);
        Span<int> prices = stackalloc int[ScaleMax + 1];
        Span<int> volumes = stackalloc int[ScaleMax + 1];
        prices.Clear();
        volumes.Clear();
        var highest = 0m;
        foreach (var candle in candles)
        {
            prices[Decimals(candle.Open.Value)]++;
            prices[Decimals(candle.High.Value)]++;
            prices[Decimals(candle.Low.Value)]++;
            prices[Decimals(candle.Close.Value)]++;
            volumes[Decimals(candle.Volume.Value)]++;
            highest = Math.Max(highest, candle.High.Value);
        }

        var step = PowerOfTen(StepDecimals(FinestInUse(volumes, candles.Length), highest));
        return new Instrument
        {
            Symbol = symbol,
            TickSize = PowerOfTen(FinestInUse(prices, 4 * candles.Length)),
            StepSize = step,
            QuantityMin = new Quantity(step),
            QuantityMax = new Quantity(QuantityMax),
            MarketQuantityMax = new Quantity(QuantityMax),
            NotionalMin = NotionalMin,
            LeverageMax = LeverageMax,
        };
    }

    private static int StepDecimals(int inUse, decimal highest)
    {
        var decimals = Math.Min(inUse, StepDecimalsMax);
        while (decimals < StepDecimalsMax && PowerOfTen(decimals) * highest > StepCostMax)
        {
            decimals++;
        }

        return decimals;
    }

    /// <param name="counts">How many values have so many decimal places.</param>
    /// <param name="total">How many values there are.</param>
    private static int FinestInUse(ReadOnlySpan<int> counts, long total)
    {
        var decimals = ScaleMax;
        for (var seen = (long)counts[decimals]; decimals > 0 && seen * OneIn < total; seen += counts[decimals])
        {
            decimals--;
        }

        return decimals;
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
