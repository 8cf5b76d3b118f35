using System.Text.Json;
using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>Numbers of the private stream, which may be absent: 0 then, and what is there and no number is refused.</summary>
public class NumberOrZeroTests
{
    private static readonly JsonSerializerOptions Amounts = new() { Converters = { new DecimalOrZeroConverter(), new LongOrZeroConverter() } };
    private static readonly JsonSerializerOptions Times = new() { Converters = { new TimeOrZeroConverter() } };

    [Theory]
    [InlineData("null", 0)]
    [InlineData("\"\"", 0)]
    [InlineData("7", 7)]
    [InlineData("\"7\"", 7)]
    [InlineData("\"-7\"", -7)]
    public void Number_ThatMayBeAbsent_IsReadOrZero(string json, int number)
    {
        Assert.Equal(number, JsonSerializer.Deserialize<decimal>(json, Amounts));
        Assert.Equal(number, JsonSerializer.Deserialize<long>(json, Amounts));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("\"x\"")]
    [InlineData("\"7 \"")]
    [InlineData("\" \"")]
    [InlineData("[]")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_IsNoNumber_IsRefused(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<decimal>(json, Amounts));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<long>(json, Amounts));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<long>(json, Times));
    }

    [Theory]
    [InlineData("null", 0L)]
    [InlineData("\"\"", 0L)]
    [InlineData("\"1767607200000\"", 1_767_607_200_000)]
    [InlineData("-1", null)]
    [InlineData("4102444800000", null)]
    public void Time_ThatMayBeAbsent_IsReadZeroOrRefused(string json, long? time)
    {
        if (time is { } ms)
        {
            Assert.Equal(ms, JsonSerializer.Deserialize<long>(json, Times));
        }
        else
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<long>(json, Times));
        }
    }
}
