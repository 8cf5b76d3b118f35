using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Market.Synthetic;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.Unit.Market;

public class SyntheticMarketSourceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Source_FreshStart_GivesHistoryAtOnceThenLiveBars()
    {
        var steps = await TakeAsync(Source(speed: 0), null, 510);
        Assert.Equal(Enumerable.Range(1, 510).Select(i => SyntheticMarket.EpochUtc.AddMinutes(i)), steps.Select(s => s.CloseTimeUtc));
        Assert.Equal(500, steps.TakeWhile(s => s.IsHistory).Count());
        Assert.All(steps.Skip(500), s => Assert.False(s.IsHistory));
        Assert.All(steps, s => Assert.Equal(6, s.Bars.Length));
        Assert.All(steps, s => Assert.All(s.Bars.ToArray(), b => Assert.Equal(s.CloseTimeUtc, b.Candle.CloseTimeUtc)));
    }

    [Theory]
    [InlineData(701)]
    [InlineData(523)]
    public async Task Source_Resumed_GoesOnExactlyWhereItWasWithTheBarsBeforeAsHistory(int handled)
    {
        var unbroken = await TakeAsync(Source(speed: 0), null, 760);
        var resumed = await TakeAsync(Source(speed: 0), unbroken[handled - 1].CloseTimeUtc, 500 + (760 - handled));
        Assert.Equal(Flat(unbroken[(handled - 500)..]), Flat(resumed));
        Assert.Equal(500, resumed.Count(s => s.IsHistory));
    }

    [Fact]
    public async Task Source_AtSpeed60_GivesOneLiveBarASecond()
    {
        await using var steps = Source(speed: 60, historyBars: 2).ReadAsync(null, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await steps.MoveNextAsync());
        Assert.True(await steps.MoveNextAsync());
        for (var second = 0; second < 3; second++)
        {
            var next = steps.MoveNextAsync().AsTask();
            _time.Advance(TimeSpan.FromMilliseconds(999));
            Assert.False(next.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
            Assert.False(steps.Current.IsHistory);
        }

        Assert.Equal(SyntheticMarket.EpochUtc.AddMinutes(5), steps.Current.CloseTimeUtc);
    }

    [Fact]
    public async Task Source_Stopped_EndsWithCancellation()
    {
        using var stop = new CancellationTokenSource();
        await using var steps = Source(speed: 60, historyBars: 0).ReadAsync(null, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = steps.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Source_ResumedOutsideItsYears_SaysWhatToDo()
    {
        foreach (var after in new[] { SyntheticMarket.EpochUtc.AddTicks(-1), SyntheticMarket.EpochUtc.AddYears(101), DateTimeOffset.MaxValue, DateTimeOffset.MinValue })
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(Source(speed: 0), after, 1));
            Assert.Contains("Market:Source", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Source_SenselessSpeed_Throws(double speed) => Assert.Throws<ArgumentOutOfRangeException>(() => Source(speed));

    [Fact]
    public void Source_Description_NamesSeedAndSpeed() => Assert.Equal("synthetic market, seed 7, 60x", Source(speed: 60, seed: 7).Description);

    private SyntheticMarketSource Source(double speed, int historyBars = 500, ulong seed = 7) => new(seed, historyBars, speed, _time);

    private static List<MarketBar> Flat(IEnumerable<MarketStep> steps) => [.. steps.SelectMany(s => s.Bars.ToArray())];

    private static async Task<List<MarketStep>> TakeAsync(SyntheticMarketSource source, DateTimeOffset? after, int count)
    {
        var all = new List<MarketStep>();
        await foreach (var step in source.ReadAsync(after, CancellationToken.None))
        {
            all.Add(step);
            if (all.Count == count)
            {
                break;
            }
        }

        return all;
    }
}
