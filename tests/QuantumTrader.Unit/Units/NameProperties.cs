using CsCheck;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Units;

public class NameProperties
{
    [Fact]
    public void Symbol_AnyText_IsUpperCaseAndPlainOrRefused() =>
        Gen.String.Sample(text => !Symbol.TryCreate(text, out var symbol)
            || (symbol.Value.Length is >= 2 and <= Symbol.LengthMax && symbol.Value.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')));

    [Fact]
    public void Symbol_LowerCase_IsRaised() =>
        Gen.String[Gen.Char.AlphaNumeric, 2, Symbol.LengthMax].Sample(text => Symbol.TryCreate(text, out var symbol) && symbol == Symbol.Create(text.ToUpperInvariant()) && !symbol.Value.Any(char.IsAsciiLetterLower));

    [Fact]
    public void ClientOrderId_AnyText_IsWhatTheVenueAllowsOrRefused() =>
        Gen.String.Sample(text => !ClientOrderId.TryCreate(text, out var id)
            || (id.Value == text && text.Length is >= 1 and <= ClientOrderId.LengthMax && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("BTC-USDT")]
    [InlineData("BTC USDT")]
    [InlineData("ΒTCUSDT")] // a Greek capital beta
    [InlineData("BTCUSDTBTCUSDTBTCUSDTBTCUSDTBTCUS")]
    public void Symbol_NotAName_IsRefused(string? text) => Assert.False(Symbol.TryCreate(text, out _));

    [Fact]
    public void Names_NeverAssigned_ThrowOnUse()
    {
        Assert.Throws<InvalidOperationException>(() => default(Symbol).Value);
        Assert.Throws<InvalidOperationException>(() => default(ClientOrderId).Value);
        Assert.Throws<InvalidOperationException>(() => default(TradeId).Value);
    }

    [Fact]
    public void SeededIds_SameSeed_GiveTheSameIdsAndNeverOneTwice()
    {
        var (a, b, other) = (new SeededIds(5), new SeededIds(5), new SeededIds(6));
        var ids = Enumerable.Range(0, 10_000).Select(_ => a.Next()).ToList();
        Assert.Equal(ids, Enumerable.Range(0, 10_000).Select(_ => b.Next()));
        Assert.Equal(20_000, ids.Concat(Enumerable.Range(0, 10_000).Select(_ => other.Next())).Distinct().Count());
    }
}
