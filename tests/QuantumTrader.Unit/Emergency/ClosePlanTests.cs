using CsCheck;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Execution.Paper;

namespace QuantumTrader.Unit.Emergency;

public sealed class ClosePlanTests
{
    private static readonly Instrument Rules = VenueBench.Rules(VenueBench.Btc); // step 0.001, minimum 0.001, at most 100 at the market

    [Theory]
    [InlineData("0.0009", "", "0.0009")]
    [InlineData("0.001", "0.001", "0")]
    [InlineData("1.2345", "1.234", "0.0005")]
    [InlineData("100", "100", "0")]
    [InlineData("250.5", "100 100 50.5", "0")]
    public void For_AQuantity_GivesChunksAndDust(string held, string chunks, string dust)
    {
        var plan = ClosePlan.For(new Quantity(Parse(held)), Rules);

        Assert.Equal(chunks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => new Quantity(Parse(c))), plan.Chunks);
        Assert.Equal(new Quantity(Parse(dust)), plan.Dust);
    }

    [Fact]
    public void For_AnUnknownInstrument_AsksForAllOfItAndCallsNothingDust()
    {
        var plan = ClosePlan.For(new Quantity(0.00001m), null);

        Assert.Equal([new Quantity(0.00001m)], plan.Chunks);
        Assert.Equal(Quantity.Zero, plan.Dust);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.0001)]
    public void For_AMarketMaximumThatCannotBeMeant_IsNoBound(decimal max)
    {
        var plan = ClosePlan.For(new Quantity(500m), Rules with { MarketQuantityMax = new Quantity(max) });

        Assert.Equal([new Quantity(500m)], plan.Chunks);
    }

    [Fact]
    public void For_MoreThanAHundredChunks_LeavesTheRestForTheNextReading() =>
        Assert.Equal(100, ClosePlan.For(new Quantity(20_000m), Rules).Chunks.Count);

    [Fact]
    public void For_AnyQuantity_ChunksAndDustAddUpAndEachChunkIsAllowed() =>
        Gen.Int[1, 50_000_000].Select(n => new Quantity(n / 10_000m)).Sample(held =>
        {
            var plan = ClosePlan.For(held, Rules);
            var sum = plan.Chunks.Sum(c => c.Value) + plan.Dust.Value;
            return sum == held.Value && plan.Chunks.All(c => c.IsPositive && c <= Rules.MarketQuantityMax && c.FloorToStep(Rules.StepSize) == c);
        });

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
