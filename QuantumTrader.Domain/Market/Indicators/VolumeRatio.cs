namespace QuantumTrader.Domain.Market.Indicators;

/// <summary>
/// The last volume over the simple mean of the last <paramref name="period"/> volumes, itself included: 1 is usual.
/// Warm after that many. Zero is a volume like any other, but when all of them are zero the ratio says nothing and is
/// NaN. A volume that is negative or not finite resets it.
/// </summary>
public sealed class VolumeRatio(int period = 20)
{
    private readonly RollingWindow _volumes = new(period);
    private double _last;

    public bool IsWarm => _volumes.IsFull;

    /// <summary>0 to period; NaN until warm.</summary>
    public double Value => IsWarm && _volumes.Sum > 0 ? _last * period / _volumes.Sum : double.NaN;

    public void Update(double volume)
    {
        if (!IndicatorInput.IsVolume(volume))
        {
            _volumes.Reset();
            return;
        }

        _volumes.Add(volume);
        _last = volume;
    }
}
