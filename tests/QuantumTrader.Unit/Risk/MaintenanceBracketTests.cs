using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Risk;

public class MaintenanceBracketTests
{
    private static readonly MaintenanceBracket[] Brackets =
    [
        new(new Usd(50_000m), new Fraction(0.004m), Usd.Zero),
        new(new Usd(600_000m), new Fraction(0.005m), new Usd(50m)),
        new(new Usd(3_000_000m), new Fraction(0.01m), new Usd(3_050m)),
    ];

    [Theory]
    [InlineData("0", "0.004")]
    [InlineData("1", "0.004")]
    [InlineData("50000", "0.004")]
    [InlineData("100000", "0.0045")]
    [InlineData("-100000", "0.0045")]
    [InlineData("600000", "0.0049166666666666666666666667")]
    [InlineData("3000000", "0.0089833333333333333333333333")]
    [InlineData("3000000.00000001", "0")]
    public void Share_OfANotional_IsItsBracketsLessWhatThoseBelowDemandLess(string notional, string share) =>
        Assert.Equal(decimal.Parse(share, System.Globalization.CultureInfo.InvariantCulture), MaintenanceBracket.ShareOf(Brackets, new Usd(decimal.Parse(notional, System.Globalization.CultureInfo.InvariantCulture))).Value);

    [Fact]
    public void Share_WithoutBrackets_IsNotKnown() => Assert.Equal(Fraction.Zero, MaintenanceBracket.ShareOf([], new Usd(1m)));
}
