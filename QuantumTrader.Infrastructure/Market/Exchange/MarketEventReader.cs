using System.Text.Json;
using QuantumTrader.Infrastructure.Execution.Binance.Streams;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>Reads the events of the market's streams and passes on what they say. Garbage is refused, never thrown.</summary>
internal sealed class MarketEventReader(WireSymbols symbols, TimeSpan interval, TimeSpan markAgeMax, MarkBoard marks, BarInbox bars, StreamClock clock)
{
    // No venue's clock is measured worse than this. One mark from the future would make each later one old.
    private static readonly TimeSpan AheadMax = TimeSpan.FromSeconds(5);

    private long _unknown;
    private long _early;
    private long _late;

    /// <summary>Events of kinds that nobody asked for.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    /// <summary>Marks that were too old when they came; nobody may take them for the present.</summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>Marks from the future by the venue's own clock; they are refused.</summary>
    public long Early => Interlocked.Read(ref _early);

    public bool Read(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            return reader.Read() && reader.TokenType switch
            {
                JsonTokenType.StartArray => ReadMarks(ref reader),
                JsonTokenType.StartObject => ReadOne(ref reader),
                _ => false,
            };
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool ReadMarks(ref Utf8JsonReader reader)
    {
        var any = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!WireMark.TryRead(ref reader, symbols, out var mark))
            {
                return false;
            }

            any |= Take(in mark);
        }

        if (any)
        {
            marks.Publish();
        }

        return reader.TokenType == JsonTokenType.EndArray;
    }

    private bool ReadOne(ref Utf8JsonReader reader)
    {
        switch (KindOf(reader))
        {
            case Kind.Mark when WireMark.TryRead(ref reader, symbols, out var mark):
                if (Take(in mark))
                {
                    marks.Publish();
                    return true;
                }

                return mark.Symbol < 0;
            case Kind.Kline when WireKline.TryRead(ref reader, symbols, out var kline):
                return Take(in kline);
            case Kind.Other:
                Interlocked.Increment(ref _unknown);
                return true;
            default:
                return false;
        }
    }

    private bool Take(in WireMark mark)
    {
        if (mark.Symbol < 0 || !(mark.Price > 0m) || mark.EventMs == 0)
        {
            return false;
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(mark.EventMs);
        if (!(at - clock.VenueNow <= AheadMax))
        {
            Interlocked.Increment(ref _early);
            return false;
        }

        if (!(clock.AgeOf(mark.EventMs) <= markAgeMax))
        {
            Interlocked.Increment(ref _late);
            return true;
        }

        marks.Put(mark.Symbol, mark.Price, at);
        return true;
    }

    private bool Take(in WireKline kline)
    {
        if (kline.Symbol < 0 || !kline.IsClosed)
        {
            return true;
        }

        if (kline.ToCandle(interval) is not { } candle)
        {
            return false;
        }

        bars.Put(new(symbols.All[kline.Symbol], candle));
        return true;
    }

    /// <summary>Looks ahead on a copy of the reader: its type is the first thing that an event says.</summary>
    private static Kind KindOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("e"u8);
            reader.Read();
            if (isType)
            {
                return reader.TokenType != JsonTokenType.String ? Kind.Garbage
                    : reader.ValueTextEquals("markPriceUpdate"u8) ? Kind.Mark
                    : reader.ValueTextEquals("kline"u8) ? Kind.Kline
                    : Kind.Other;
            }

            reader.Skip();
        }

        return Kind.Garbage;
    }

    private enum Kind
    {
        Garbage,
        Mark,
        Kline,
        Other,
    }
}
