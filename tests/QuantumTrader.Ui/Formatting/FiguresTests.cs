using System.Globalization;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Ui.Formatting;

public sealed class FiguresTests
{
    [Theory]
    [InlineData("10482.314", "10,482.31")]
    [InlineData("0", "0.00")]
    [InlineData("-0.004", "0.00")]
    [InlineData("-1234.5", "−1,234.50")]
    public void Money_Amount_IsGroupedWithTwoDecimals(string amount, string expected) =>
        Assert.Equal(expected, Figures.Money(new(Dec(amount))));

    [Theory]
    [InlineData("12.3", "+12.30 ▲", Tone.Profit)]
    [InlineData("-12.3", "−12.30 ▼", Tone.Loss)]
    [InlineData("0", "0.00 ◆", Tone.Plain)]
    [InlineData("-0.004", "0.00 ◆", Tone.Plain)]
    public void MoneyChange_Amount_HasSignArrowAndTone(string amount, string expected, Tone tone) =>
        Assert.Equal(new Shown(expected, tone), Figures.MoneyChange(new(Dec(amount))));

    [Theory]
    [InlineData("0.0123", "+1.2 % ▲")]
    [InlineData("-0.021", "−2.1 % ▼")]
    [InlineData("-0.0004", "0.0 % ◆")]
    public void PercentChange_Share_IsOneDecimalOfAPercent(string share, string expected) =>
        Assert.Equal(expected, Figures.PercentChange(new(Dec(share))).Text);

    [Theory]
    [InlineData("64250.5", "0.10", "64,250.5")]
    [InlineData("64250", "0.50", "64,250.0")]
    [InlineData("64250", "5", "64,250")]
    [InlineData("0.0001234", "0.0000001", "0.0001234")]
    [InlineData("1.50", "0", "1.5")]
    public void Price_Tick_DecidesTheDecimals(string price, string tick, string expected) =>
        Assert.Equal(expected, Figures.Price(new Price(Dec(price)), Dec(tick)));

    [Theory]
    [InlineData(0.634, "0.63")]
    [InlineData(double.NaN, "–")]
    [InlineData(1.01, "–")]
    [InlineData(-0.01, "–")]
    public void Confidence_OnlyAShare_IsANumber(double confidence, string expected) =>
        Assert.Equal(expected, Figures.Confidence(confidence));

    [Fact]
    public void Leverage_Default_IsADash() => Assert.Equal("–", Figures.Leverage(default));

    [Theory]
    [InlineData(0.42, "0.4 s")]
    [InlineData(9.96, "9 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(75, "1 min 15 s")]
    [InlineData(7560, "2 h 06 min")]
    [InlineData(259_200, "3 d 0 h")]
    [InlineData(-0.5, "in the future")]
    public void Age_Seconds_AreReadable(double seconds, string expected) =>
        Assert.Equal(expected, Times.Age(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Since_AnotherDay_NamesTheDay()
    {
        var now = new DateTimeOffset(2026, 3, 2, 0, 5, 0, TimeSpan.Zero);
        Assert.Equal("00:01", Times.Since(now.AddMinutes(-4), now));
        Assert.Equal("2026-03-01 23:55", Times.Since(now.AddMinutes(-10), now));
    }

    private static decimal Dec(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
