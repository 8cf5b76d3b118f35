using System.Globalization;
using CsCheck;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Units;

public class RoundingProperties
{
    private static readonly Gen<decimal> Amounts = Gen.Select(Gen.Long[0, 1_000_000_000_000_000], Gen.Int[0, 10], (digits, scale) => digits / Power(scale));
    private static readonly Gen<decimal> Increments = Gen.Select(Gen.OneOf(Array.ConvertAll(new[] { 1L, 2L, 5L, 25L, 10L, 100L }, n => (IGen<long>)Gen.Const(n))), Gen.Int[0, 8], (digits, scale) => digits / Power(scale));

    [Fact]
    public void Floor_AnyPriceAndTick_IsTheLargestMultipleNotAbove() =>
        Gen.Select(Amounts, Increments).Sample((value, tick) =>
        {
            var floor = new Price(value).FloorToTick(tick).Value;
            return floor % tick == 0m && floor <= value && value < floor + tick;
        });

    [Fact]
    public void Ceiling_AnyPriceAndTick_IsTheSmallestMultipleNotBelow() =>
        Gen.Select(Amounts, Increments).Sample((value, tick) =>
        {
            var ceiling = new Price(value).CeilingToTick(tick).Value;
            return ceiling % tick == 0m && ceiling >= value && value > ceiling - tick;
        });

    [Fact]
    public void Rounding_OfAMultiple_ChangesNothing() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Increments).Sample((n, tick) =>
        {
            var price = new Price(n * tick);
            return price.FloorToTick(tick) == price && price.CeilingToTick(tick) == price && new Quantity(n * tick).FloorToStep(tick).Value == n * tick;
        });

    [Fact]
    public void FloorToStep_AnyQuantity_NeverRisesNotEvenToOneStep() =>
        Gen.Select(Amounts, Increments).Sample((value, step) =>
        {
            var floored = new Quantity(value).FloorToStep(step);
            return floored.Value <= value && floored.Value % step == 0m && (value >= step || floored == Quantity.Zero);
        });

    [Fact]
    public void Rounding_WithoutTick_ChangesNothing() =>
        Amounts.Sample(value =>
            new Price(value).FloorToTick(0m).Value == value && new Price(value).CeilingToTick(0m).Value == value && new Quantity(value).FloorToStep(0m).Value == value);

    [Fact]
    public void Text_AnyAmount_ReadsBackWithoutExponentOrTrailingZero() =>
        Amounts.Sample(value =>
        {
            var text = new Price(value).ToString();
            return decimal.Parse(text, CultureInfo.InvariantCulture) == value
                && text.All(c => char.IsAsciiDigit(c) || c == '.')
                && !(text.Contains('.') && text.EndsWith('0'));
        });

    private static decimal Power(int scale) => (decimal)Math.Pow(10, scale);
}
