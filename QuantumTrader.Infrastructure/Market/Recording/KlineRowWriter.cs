using System.Buffers;
using System.Globalization;
using QuantumTrader.Domain.Market;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>Rows in the exchange's column order, with its times: milliseconds, the close being the last one of the bar. Counts and taker volumes are not known here and have no column.</summary>
internal static class KlineRowWriter
{
    public static ReadOnlySpan<byte> Header => "open_time,open,high,low,close,volume,close_time,quote_volume\n"u8;

    public static void Write(in Candle candle, IBufferWriter<byte> to)
    {
        Append(candle.OpenTimeUtc.ToUnixTimeMilliseconds(), to);
        Append(candle.Open.Value, to);
        Append(candle.High.Value, to);
        Append(candle.Low.Value, to);
        Append(candle.Close.Value, to);
        Append(candle.Volume.Value, to);
        Append(candle.CloseTimeUtc.ToUnixTimeMilliseconds() - 1, to);
        Append(candle.QuoteVolume.Value, to, (byte)'\n');
    }

    private static void Append<T>(T value, IBufferWriter<byte> to, byte end = (byte)',')
        where T : IUtf8SpanFormattable
    {
        const int longest = 32; // a decimal has 29 digits, a sign and a point
        var span = to.GetSpan(longest + 1);
        if (!value.TryFormat(span, out var written, default, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"{value} does not fit into {longest} bytes.");
        }

        span[written] = end;
        to.Advance(written + 1);
    }
}
