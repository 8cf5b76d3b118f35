using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using static QuantumTrader.Unit.Execution.Binance.Streams.UserFrames;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

public sealed class UserMoneyTests
{
    [Fact]
    public async Task Funding_WithItsPosition_NamesTheLeg()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Account("FUNDING_FEE", "-0.50", positions: Position("ETHUSDT", "3", leg: "LONG")));

        var paid = Assert.IsType<ExchangeUpdate.FundingPaid>(Assert.Single(test.Listener.Updates));
        Assert.Equal(("ETHUSDT", PositionSide.Long, -0.5m, At), (paid.Symbol.Value, paid.PositionSide, paid.Amount.Value, paid.AtUtc.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public async Task Funding_InCrossMargin_IsTheOnlyPositions()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Account("ORDER", positions: Position("BTCUSDT", "-2")), Account("FUNDING_FEE", "0.25"));

        Assert.Equal("BTCUSDT", Assert.IsType<ExchangeUpdate.FundingPaid>(Assert.Single(test.Listener.Updates)).Symbol.Value);
    }

    [Fact]
    public async Task Funding_InCrossMargin_WithTwoPositions_StillReachesTheWallet()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Account("ORDER", positions: Position("BTCUSDT", "-2") + "," + Position("ETHUSDT", "1")), Account("FUNDING_FEE", "0.25"));

        var paid = Assert.IsType<ExchangeUpdate.FundingPaid>(Assert.Single(test.Listener.Updates));
        Assert.Equal(("USDT", 0.25m, 1L), (paid.Symbol.Value, paid.Amount.Value, test.Stream.Health.UnassignedFunding));
    }

    [Theory]
    [InlineData("0.25", "-0.75")] // an event for each
    [InlineData("-0.50")] // one for both
    public async Task Funding_OfTwoPositions_IsTheirsOnceTheListTellsIt(params string[] events)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(At);
        test.Fundings.AddRange([
            new(Symbol.Create("BTCUSDT"), new(9m), at.AddHours(-8), 1), // the time before
            new(Symbol.Create("BTCUSDT"), new(0.25m), at.AddSeconds(1), 2),
            new(Symbol.Create("ETHUSDT"), new(-0.75m), at, 3)]);

        await test.PushAsync([Account("ORDER", positions: Position("BTCUSDT", "-2") + "," + Position("ETHUSDT", "1")), .. events.Select(e => Account("FUNDING_FEE", e))]);
        await test.UntilAsync(() => test.Listener.Updates.OfType<ExchangeUpdate.FundingAssigned>().Count() == 2, "both are assigned");
        await test.UntilAsync(() => test.Clock.GetUtcNow() > at.AddMinutes(1), "it was asked no more"); // nothing is told again

        Assert.Equal(
            [("BTCUSDT", 0.25m), ("ETHUSDT", -0.75m)],
            test.Listener.Updates.OfType<ExchangeUpdate.FundingAssigned>().Select(f => (f.Symbol.Value, f.Amount.Value)).Order());
        Assert.Equal(-0.5m, test.Listener.Updates.OfType<ExchangeUpdate.FundingPaid>().Sum(f => f.Amount.Value));
    }

    [Fact]
    public async Task Funding_ThatTheListDoesNotExplain_IsNobodys()
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();
        var at = DateTimeOffset.FromUnixTimeMilliseconds(At);
        test.Fundings.Add(new(Symbol.Create("BTCUSDT"), new(0.26m), at, 2));

        await test.PushAsync(Account("ORDER", positions: Position("BTCUSDT", "-2") + "," + Position("ETHUSDT", "1")), Account("FUNDING_FEE", "0.25"));
        await test.UntilAsync(() => test.Clock.GetUtcNow() > at.AddMinutes(1), "it was asked");

        Assert.Empty(test.Listener.Updates.OfType<ExchangeUpdate.FundingAssigned>());
    }

    [Theory]
    [InlineData("DEPOSIT", "100")]
    [InlineData("WITHDRAW", "-100")]
    [InlineData("ASSET_TRANSFER", "5")]
    public async Task MoneyInAndOut_IsATransfer_NotProfit(string reason, string amount)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Account(reason, amount));

        var moved = Assert.IsType<ExchangeUpdate.Transferred>(Assert.Single(test.Listener.Updates));
        Assert.Equal(amount, moved.Amount.ToString());
    }

    [Theory]
    [InlineData("MARGIN_TRANSFER")]
    [InlineData("MARGIN_TYPE_CHANGE")]
    [InlineData("ORDER")]
    public async Task MarginMovedToAPosition_IsNoTransfer(string reason)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        await test.PushAsync(Account(reason, "-10"));

        Assert.Empty(test.Listener.Updates);
        Assert.True(test.Stream.Trust.IsTrusted);
    }

    [Theory]
    [InlineData("INSURANCE_CLEAR")]
    [InlineData("ADJUSTMENT")]
    [InlineData("SOMETHING_NEW")]
    public async Task WalletChangedForAReasonThatIsNotKnown_TheAccountIsRead(string reason)
    {
        await using var test = await UserStreamUnderTest.TrustedAsync();

        test.Push(Account(reason, "-10"));

        await test.UntilAsync(() => test.Listener.Told.Count(t => t == "trusted") == 2, "trust again");
        Assert.Contains($"gap: the wallet changed by {reason}", test.Listener.Told);
    }
}
