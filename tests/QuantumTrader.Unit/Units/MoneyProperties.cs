using CsCheck;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Units;

public class MoneyProperties
{
    private static readonly Gen<decimal> Signed = Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Select(n => n / 10_000m);
    private static readonly Gen<decimal> Positive = Gen.Long[1, 1_000_000_000_000].Select(n => n / 10_000m);

    [Fact]
    public void Percent_ThereAndBack_IsTheSame() =>
        Signed.Sample(percent => Fraction.FromPercent(percent).Percent == percent && Fraction.FromPercent(percent).Value == percent / 100m);

    [Fact]
    public void ShareOf_PositiveWhole_MultipliesBack() =>
        Gen.Select(Signed, Positive).Sample((part, whole) =>
            new Usd(part).ShareOf(new Usd(whole)) is { } share && Math.Abs((new Usd(whole) * share).Value - part) < 1e-10m);

    [Fact]
    public void ShareOf_WholeNotPositive_IsUnknown() =>
        Gen.Select(Signed, Signed).Sample((part, whole) => new Usd(part).ShareOf(new Usd(-Math.Abs(whole))) is null);

    [Fact]
    public void At_AnyPrice_BuysWhatTheMoneyIsWorth() =>
        Gen.Select(Positive, Positive).Sample((money, price) =>
            Math.Abs((new Price(price) * new Usd(money).At(new Price(price))).Value - money) < 1e-10m);

    [Fact]
    public void MovedBy_AShareAndItsOpposite_LieAroundThePrice() =>
        Gen.Select(Positive, Gen.Int[1, 9_999]).Sample((price, basisPoints) =>
        {
            var share = new Fraction(basisPoints / 10_000m);
            var (up, down) = (new Price(price).MovedBy(share), new Price(price).MovedBy(-share));
            return down < new Price(price) && new Price(price) < up && (up.Value + down.Value) / 2 == price && down.IsValid;
        });

    [Fact]
    public void MinAndMax_AnyTwo_AreOneOfThemAndOrdered() =>
        Gen.Select(Signed, Signed).Sample((a, b) =>
        {
            var (min, max) = (Usd.Min(new(a), new(b)), Usd.Max(new(a), new(b)));
            return min <= max && min.Value + max.Value == a + b && (min.Value == a || min.Value == b);
        });

    [Fact]
    public void Direction_EntryAndExit_AreOpposites()
    {
        foreach (var direction in Enum.GetValues<Direction>())
        {
            Assert.Equal(direction.EntrySide().Opposite(), direction.ExitSide());
            Assert.Equal(direction, direction.EntrySide().EntryDirection());
        }

        Assert.Equal((1, -1), (Direction.Long.Sign(), Direction.Short.Sign()));
    }
}
