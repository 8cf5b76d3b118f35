using QuantumTrader.Infrastructure.Execution.Binance.Venue;

namespace QuantumTrader.Unit.Market.Exchange;

public sealed class MarketStatusTests
{
    [Fact]
    public async Task Marks_ThatNobodyMayTrust_AreCountedForPeople()
    {
        await using var test = new SourceUnderTest().Read();
        await test.ToMinuteAsync(1);

        test.Push(MarketFrames.Marks(test.Clock.GetUtcNow().AddMinutes(-1), ("BTCUSDT", 100m)));
        test.Push([.. Enumerable.Repeat(MarketFrames.Marks(test.Clock.GetUtcNow().AddMinutes(5), ("BTCUSDT", 100m)), 2)]);

        await test.UntilAsync(() => test.Streams.MarksEarly == 2, "they were read");
        var shown = Assert.Single(StatusReader.StreamsOf(test.Streams, account: null, test.Clock.GetUtcNow()));
        Assert.Equal(("market", 1, 2), (shown.Name, shown.Late, shown.Early));
    }

    [Fact]
    public void Market_ThatAnotherSourceBrings_HasNoStream() => Assert.Empty(StatusReader.StreamsOf(market: null, account: null, SourceUnderTest.Start));
}
