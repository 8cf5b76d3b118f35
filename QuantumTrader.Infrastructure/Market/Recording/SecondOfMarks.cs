using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>Puts a symbol's marks of one second together; the row is done when a mark of a later second comes.</summary>
internal sealed class SecondOfMarks
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private Candle? _open;

    /// <summary>The second before, when this mark begins a new one. One of an older second is left out.</summary>
    public Candle? Add(in MarkReading mark)
    {
        var second = new DateTimeOffset(mark.AtUtc.UtcTicks - (mark.AtUtc.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        if (_open is { } open && second <= open.OpenTimeUtc)
        {
            _open = second < open.OpenTimeUtc ? open : open with
            {
                High = mark.Price > open.High ? mark.Price : open.High,
                Low = mark.Price < open.Low ? mark.Price : open.Low,
                Close = mark.Price,
            };
            return null;
        }

        var done = _open;
        _open = new Candle(second, Interval, mark.Price, mark.Price, mark.Price, mark.Price, Quantity.Zero, Usd.Zero);
        return done;
    }
}
