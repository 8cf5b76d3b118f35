using System.Text.Json;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>A mark: <c>{"e":"markPriceUpdate","E":1562305380000,"s":"BTCUSDT","p":"11794.15",…}</c>; each second one, or an array of all.</summary>
internal struct WireMark
{
    /// <summary>In <see cref="WireSymbols.All"/>; -1: none of ours.</summary>
    public int Symbol;

    /// <summary>Zero or less: absent.</summary>
    public decimal Price;

    /// <summary>Milliseconds since 1970 UTC, by the venue's clock.</summary>
    public long EventMs;

    /// <summary>Reads the object that the reader stands on.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, WireSymbols symbols, out WireMark mark)
    {
        mark = new WireMark { Symbol = -1 };
        var isMark = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("e"u8))
            {
                isMark = reader.Read() && reader.ValueTextEquals("markPriceUpdate"u8);
            }
            else if (reader.ValueTextEquals("s"u8))
            {
                mark.Symbol = reader.Read() ? symbols.Find(ref reader) : -1;
            }
            else if (reader.ValueTextEquals("p"u8))
            {
                mark.Price = reader.Read() && WireNumbers.TryDecimal(ref reader, out var price) ? price : 0m;
            }
            else if (reader.ValueTextEquals("E"u8))
            {
                mark.EventMs = reader.Read() && WireNumbers.TryTime(ref reader, out var ms) ? ms : 0;
            }
            else
            {
                reader.Skip();
            }
        }

        return isMark && reader.TokenType == JsonTokenType.EndObject;
    }
}
