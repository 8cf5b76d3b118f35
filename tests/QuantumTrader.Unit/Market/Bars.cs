using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Market;

/// <summary>Candles for tests.</summary>
internal static class Bars
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static Candle At(DateTimeOffset openUtc, TimeSpan interval, decimal open, decimal high, decimal low, decimal close, decimal volume = 10m) =>
        new(openUtc, interval, new Price(open), new Price(high), new Price(low), new Price(close), new Quantity(volume), new Usd(volume * close));

    /// <summary>The n-th minute after <see cref="Start"/>, with the same price all through.</summary>
    public static Candle Flat(int minute, decimal price, decimal volume = 10m) =>
        At(Start + (Minute * minute), Minute, price, price, price, price, volume);

    /// <summary>A random walk with wicks; the same seed gives the same bars.</summary>
    public static Candle[] Walk(ulong seed, int count, double volatility = 0.002)
    {
        var random = new SeededRandom(seed);
        var bars = new Candle[count];
        var log = Math.Log(100);
        for (var i = 0; i < count; i++)
        {
            var open = log;
            log += volatility * random.NextNormal();
            var high = Math.Max(open, log) + (volatility * random.NextDouble());
            var low = Math.Min(open, log) - (volatility * random.NextDouble());
            bars[i] = At(Start + (Minute * i), Minute, Cents(open), Cents(high), Cents(low), Cents(log), 1 + random.Next(100));
        }

        return bars;
    }

    private static decimal Cents(double log) => decimal.Round((decimal)Math.Exp(log), 4);
}
