using CsCheck;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution;

public sealed class ClientOrderIdsTests
{
    private static readonly OrderPurpose[] OfTrades =
        [OrderPurpose.Entry, OrderPurpose.StopLoss, OrderPurpose.TakeProfit, OrderPurpose.PartialTakeProfit, OrderPurpose.Exit];

    private static readonly Guid Emergency = Guid.Parse("0f0e0d0c-0b0a-0908-0706-0504c0ffee01");

    [Theory]
    [InlineData("")]
    [InlineData("web_123")]
    [InlineData("qt")]
    [InlineData("qt1-42")]
    [InlineData("qt1-42-")]
    [InlineData("qt1-42-z7")]
    [InlineData("qt-s7")]
    [InlineData("qtx-04c0ffee-BTCUSDT-B3")]
    [InlineData("xx1-42-s7")]
    public void TryParse_WhatIsNotOfATradeOfOurs_IsRefused(string text) =>
        Assert.False(ClientOrderIds.TryParse(text, out _, out _));

    [Fact]
    public void TryParse_WhatForTradeMade_GivesTradeAndPurposeBack() =>
        Gen.Select(Gen.Long[1, 999_999], Gen.Long[1, 9_999_999], Gen.Int[0, OfTrades.Length - 1].Select(i => OfTrades[i]), Gen.Long[0, 99_999]).Sample((epoch, number, purpose, version) =>
        {
            var trade = TradeId.Create($"{epoch}-{number}");
            var id = ClientOrderIds.ForTrade(trade, purpose, version);
            return ClientOrderIds.TryParse(id.Value, out var parsed, out var why) && parsed == trade && why == purpose
                && !ClientOrderIds.IsEmergency(id.Value) && !ClientOrderIds.IsVenueMade(id.Value);
        });

    [Fact]
    public void ForTrade_TheEmergency_HasIdsOfItsOwn() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClientOrderIds.ForTrade(TradeId.Create("1-1"), OrderPurpose.Emergency, 0));

    [Fact]
    public void ForEmergency_AnySymbolLegAndAttempt_FitsAndDiffers() =>
        Gen.Select(Gen.Char["ABC_9"].Array[2, Symbol.LengthMax], Gen.Int[0, 5_000_000]).Sample((name, attempt) =>
        {
            var symbol = Symbol.Create(new string(name));
            string[] ids =
            [
                ClientOrderIds.ForEmergency(Emergency, symbol, PositionSide.Both, attempt).Value,
                ClientOrderIds.ForEmergency(Emergency, symbol, PositionSide.Both, attempt + 1).Value,
                ClientOrderIds.ForEmergency(Emergency, symbol, PositionSide.Long, attempt).Value,
                ClientOrderIds.ForEmergency(Emergency, symbol, PositionSide.Short, attempt).Value,
            ];
            return ids.Distinct().Count() == ids.Length && ids.All(id => ClientOrderIds.IsEmergency(id) && !ClientOrderIds.TryParse(id, out _, out _));
        });

    [Fact]
    public void ForEmergency_TwoLongNamesWithTheSameBeginning_Differ() =>
        Assert.NotEqual(
            ClientOrderIds.ForEmergency(Emergency, Symbol.Create("ABCDEFGHIJKLMNOPQUSDT"), PositionSide.Both, 1),
            ClientOrderIds.ForEmergency(Emergency, Symbol.Create("ABCDEFGHIJKLMNOPRUSDT"), PositionSide.Both, 1));

    [Fact]
    public void ForEmergency_TheSameInputs_GiveTheSameId() =>
        Assert.Equal("qtx-c0ffee01-BTCUSDT-B3", ClientOrderIds.ForEmergency(Emergency, Symbol.Create("BTCUSDT"), PositionSide.Both, 3).Value);

    [Theory]
    [InlineData("autoclose-1", true)]
    [InlineData("adl_autoclose", true)]
    [InlineData("settlement_autoclose-9", true)]
    [InlineData("qt1-1-e0", false)]
    public void IsVenueMade_KnowsTheVenuesPrefixes(string id, bool expected) => Assert.Equal(expected, ClientOrderIds.IsVenueMade(id));
}
