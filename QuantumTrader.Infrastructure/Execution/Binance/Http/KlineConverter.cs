using System.Text.Json;
using System.Text.Json.Serialization;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

/// <summary>A bar is an array: <c>[1499040000000,"0.01634790","0.8","0.01575800","0.01577100","148976.1",1499644799999,"2434.1",308,"1756.8","28.4","0"]</c>.</summary>
internal sealed class KlineConverter : JsonConverter<BinanceKline>
{
    public override BinanceKline Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException();
        }

        var kline = new BinanceKline(
            NextTime(ref reader),
            NextDecimal(ref reader),
            NextDecimal(ref reader),
            NextDecimal(ref reader),
            NextDecimal(ref reader),
            NextVolume(ref reader),
            NextTime(ref reader),
            NextVolume(ref reader),
            NextLong(ref reader),
            NextVolume(ref reader),
            NextVolume(ref reader));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip(); // what the venue tells us to ignore, and what it may add
        }

        return kline;
    }

    public override void Write(Utf8JsonWriter writer, BinanceKline value, JsonSerializerOptions options) => throw new NotSupportedException();

    private static long NextLong(ref Utf8JsonReader reader) => reader.Read() ? WireNumbers.Long(ref reader) : throw new JsonException();

    private static long NextTime(ref Utf8JsonReader reader) => reader.Read() ? WireNumbers.Time(ref reader) : throw new JsonException();

    private static decimal NextVolume(ref Utf8JsonReader reader) => reader.Read() ? WireNumbers.Decimal(ref reader, WireBounds.VolumeMax) : throw new JsonException();

    private static decimal NextDecimal(ref Utf8JsonReader reader) => reader.Read() ? WireNumbers.Decimal(ref reader) : throw new JsonException();
}
