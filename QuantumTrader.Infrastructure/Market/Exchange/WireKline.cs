using System.Text.Json;
using QuantumTrader.Domain.Market;
using QuantumTrader.Infrastructure.Execution.Binance;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>
/// A bar as it grows: <c>{"e":"kline","E":1638747660000,"s":"BTCUSDT","k":{"t":1638747660000,"T":1638747719999,"i":"1m","o":"0.1","c":"0.2","h":"0.3",
/// "l":"0.1","v":"1000","q":"150","x":false,…}}</c>. Only one with <c>x</c> true is over.
/// </summary>
internal struct WireKline
{
    private long _closeMs;
    private decimal _open;
    private decimal _high;
    private decimal _low;
    private decimal _close;
    private decimal _volume;
    private decimal _quoteVolume;

    /// <summary>In <see cref="WireSymbols.All"/>; -1: none of ours.</summary>
    public int Symbol;
    public long EventMs;
    public long OpenMs;
    public bool IsClosed;

    /// <summary>Reads the object that the reader stands on.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, WireSymbols symbols, out WireKline kline)
    {
        kline = new WireKline { Symbol = -1 };
        var (isKline, isWhole) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("e"u8))
            {
                isKline = reader.Read() && reader.ValueTextEquals("kline"u8);
            }
            else if (reader.ValueTextEquals("s"u8))
            {
                kline.Symbol = reader.Read() ? symbols.Find(ref reader) : -1;
            }
            else if (reader.ValueTextEquals("E"u8))
            {
                kline.EventMs = reader.Read() && WireNumbers.TryTime(ref reader, out var ms) ? ms : 0;
            }
            else if (reader.ValueTextEquals("k"u8))
            {
                isWhole = reader.Read() && reader.TokenType == JsonTokenType.StartObject && kline.ReadBar(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return isKline && isWhole && reader.TokenType == JsonTokenType.EndObject;
    }

    /// <summary>Null when the prices cannot be a bar's of this length.</summary>
    public readonly Candle? ToCandle(TimeSpan interval)
    {
        var isSound = _low > 0m && _low <= _open && _low <= _close && _high >= _open && _high >= _close && _volume >= 0m && _quoteVolume >= 0m
            && OpenMs % (long)interval.TotalMilliseconds == 0 && _closeMs == OpenMs + (long)interval.TotalMilliseconds - 1;
        return isSound
            ? new Candle(DateTimeOffset.FromUnixTimeMilliseconds(OpenMs), interval, new(_open), new(_high), new(_low), new(_close), new(_volume), new(_quoteVolume))
            : null;
    }

    private bool ReadBar(ref Utf8JsonReader reader)
    {
        var isOk = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length == 1 ? reader.ValueSpan[0] : (byte)0;
            reader.Read();
            isOk &= name switch
            {
                (byte)'t' => WireNumbers.TryTime(ref reader, out OpenMs),
                (byte)'T' => WireNumbers.TryTime(ref reader, out _closeMs),
                (byte)'o' => WireNumbers.TryDecimal(ref reader, out _open),
                (byte)'h' => WireNumbers.TryDecimal(ref reader, out _high),
                (byte)'l' => WireNumbers.TryDecimal(ref reader, out _low),
                (byte)'c' => WireNumbers.TryDecimal(ref reader, out _close),
                (byte)'v' => WireNumbers.TryDecimal(ref reader, out _volume, WireBounds.VolumeMax),
                (byte)'q' => WireNumbers.TryDecimal(ref reader, out _quoteVolume, WireBounds.VolumeMax),
                (byte)'x' => TryBool(ref reader, out IsClosed),
                _ => reader.TrySkip(),
            };
        }

        return isOk && OpenMs > 0 && reader.TokenType == JsonTokenType.EndObject;
    }

    private static bool TryBool(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
    }
}
