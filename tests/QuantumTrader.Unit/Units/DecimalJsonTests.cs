using System.Text;
using System.Text.Json;
using CsCheck;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Unit.Events;

namespace QuantumTrader.Unit.Units;

/// <summary>Amounts in the journal are the library's own bytes; the shorter way may only be quicker.</summary>
public sealed class DecimalJsonTests
{
    private static readonly Gen<decimal> Amounts = Gen.Select(Gen.Int, Gen.Int, Gen.OneOf(Gen.Const(0), Gen.Const(0), Gen.Int), Gen.Bool, Gen.Int[0, 28], Gen.Int[0, 64])
        .Select((low, middle, high, isNegative, scale, shift) =>
        {
            var mantissa = (((ulong)(uint)middle << 32) | (uint)low) >> Math.Min(shift, 63);
            return new decimal((int)mantissa, (int)(mantissa >> 32), high, isNegative, (byte)scale);
        });

    [Fact]
    public void Write_AnyAmount_IsWhatTheLibraryWrites() =>
        Amounts.Sample(amount => Assert.Equal(Library(amount), Ours(amount)), iter: 100_000);

    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("-0.10")]
    [InlineData("1.000")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("0.0000000000000000001")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("-79228162514264337593543950335")]
    public void Write_AtTheEdges_IsWhatTheLibraryWrites(string text)
    {
        var amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(text, Ours(amount));
        Assert.Equal(text, Library(amount));
    }

    [Fact]
    public void Write_NegativeZero_IsWhatTheLibraryWrites()
    {
        var amount = new decimal(0, 0, 0, isNegative: true, scale: 2);
        Assert.Equal(Library(amount), Ours(amount));
    }

    private static string Library(decimal amount)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteNumberValue(amount);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Through the journal's own serialiser: what counts is the line.</summary>
    private static string Ours(decimal amount)
    {
        using var serializer = new EventSerializer();
        var lines = new LineBuffer();
        var filled = (OrderFilled)TestEvents.Filled(1m, 1m);
        serializer.Write(lines, 1, filled with { Price = new(amount) });
        var line = Encoding.UTF8.GetString(lines.Written);
        var start = line.IndexOf("\"price\":", StringComparison.Ordinal) + "\"price\":".Length;
        return line[start..line.IndexOf(',', start)];
    }
}
