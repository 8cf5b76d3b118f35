using QuantumTrader.Domain.Units;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Ui.Shell;

namespace QuantumTrader.Ui.Shell;

public sealed class HeadroomTests
{
    [Theory]
    [InlineData(0.0599, HeadroomTier.Ok)]
    [InlineData(0.06, HeadroomTier.Caution)]
    [InlineData(0.0799, HeadroomTier.Caution)]
    [InlineData(0.08, HeadroomTier.Warning)]
    [InlineData(0.0999, HeadroomTier.Warning)]
    [InlineData(0.10, HeadroomTier.Limit)]
    [InlineData(0.30, HeadroomTier.Limit)]
    public void Of_TenPercentLimit_TiersAtSixtyEightyHundred(double drawdown, HeadroomTier expected) =>
        Assert.Equal(expected, Headroom.Of(new Fraction((decimal)drawdown), new Fraction(0.10m)).Tier);

    [Fact]
    public void Of_AnythingMissing_IsUnknownAndNotEmpty()
    {
        Assert.Equal(new(HeadroomTier.Unknown, null), Headroom.Of(null, new Fraction(0.1m)));
        Assert.Equal(new(HeadroomTier.Unknown, null), Headroom.Of(new Fraction(0m), null));
        Assert.Equal(new(HeadroomTier.Unknown, null), Headroom.Of(new Fraction(0m), new Fraction(0m)));
    }

    [Fact]
    public void WidthCss_PastTheLimit_StaysInTheBar() =>
        Assert.Equal("100%", Headroom.Of(new Fraction(0.3m), new Fraction(0.1m)).WidthCss);

    [Fact]
    public void TimeToLimit_LosingOneASecond_CountsTheRoom() =>
        Assert.Equal(TimeSpan.FromSeconds(398), Headroom.TimeToLimit(Pictures.Curve(10_000m, 9_999m, 9_998m)));

    [Fact]
    public void TimeToLimit_NotLosingOrUnknown_IsNull()
    {
        Assert.Null(Headroom.TimeToLimit([]));
        Assert.Null(Headroom.TimeToLimit(Pictures.Curve(10_000m)));
        Assert.Null(Headroom.TimeToLimit(Pictures.Curve(10_000m, 10_000m)));
        Assert.Null(Headroom.TimeToLimit(Pictures.Curve(9_700m, 9_500m)));
    }
}
