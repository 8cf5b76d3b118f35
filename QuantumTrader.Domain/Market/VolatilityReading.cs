namespace QuantumTrader.Domain.Market;

/// <summary>
/// ATR over price, 0.03 being three per cent; NaN when not measured. <c>default</c> is not a reading of zero: use
/// <see cref="Unknown"/> or <see cref="Of"/>, which are the only ways to make a calm one.
/// </summary>
public readonly record struct VolatilityReading
{
    public const double NormalFrom = 0.005;
    public const double HighFrom = 0.015;
    public const double ExtremeFrom = 0.03;

    public static readonly VolatilityReading Unknown = new(double.NaN, VolatilityBucket.Unknown);

    private VolatilityReading(double atrOverPrice, VolatilityBucket bucket)
    {
        AtrOverPrice = atrOverPrice;
        Bucket = bucket;
    }

    public double AtrOverPrice { get; }

    public VolatilityBucket Bucket { get; }

    /// <summary>True from three per cent on, and whenever it is not known.</summary>
    public bool IsHighVol => Bucket == VolatilityBucket.Unknown || !(AtrOverPrice < ExtremeFrom);

    /// <summary>NaN, infinity and negative values are unknown.</summary>
    public static VolatilityReading Of(double atrOverPrice) => atrOverPrice switch
    {
        < 0 or double.PositiveInfinity or double.NaN => Unknown,
        < NormalFrom => new(atrOverPrice, VolatilityBucket.Low),
        < HighFrom => new(atrOverPrice, VolatilityBucket.Normal),
        < ExtremeFrom => new(atrOverPrice, VolatilityBucket.High),
        _ => new(atrOverPrice, VolatilityBucket.Extreme),
    };
}
