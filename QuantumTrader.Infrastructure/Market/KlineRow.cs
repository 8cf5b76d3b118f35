using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market;

/// <summary>One row as read: times in microseconds since the Unix epoch, the end being the first instant after the bar.</summary>
internal record struct KlineRow
{
    public long OpenUs { get; set; }
    public long EndUs { get; set; }
    public decimal Open { get; set; }
    public decimal High { get; set; }
    public decimal Low { get; set; }
    public decimal Close { get; set; }
    public decimal Volume { get; set; }
    public decimal QuoteVolume { get; set; }

    public readonly DateTimeOffset OpenTimeUtc => TimeOf(OpenUs);

    public readonly TimeSpan Interval => TimeSpan.FromMicroseconds(EndUs - OpenUs);

    public readonly Candle ToCandle() => new(
        OpenTimeUtc, Interval, new Price(Open), new Price(High), new Price(Low), new Price(Close), new Quantity(Volume), new Usd(QuoteVolume));

    public static DateTimeOffset TimeOf(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
