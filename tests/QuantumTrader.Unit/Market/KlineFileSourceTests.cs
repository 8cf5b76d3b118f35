using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;

namespace QuantumTrader.Unit.Market;

public class KlineFileSourceTests
{
    private static readonly Candle[] Walk = Bars.Walk(2, 100);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Source_FreshStart_GivesHistoryThenTheRestThenEnds()
    {
        var steps = await ReadAsync(Source(30), null);
        Assert.Equal(Walk, steps.Select(s => s.Bars.Span[0].Candle));
        Assert.Equal(Walk.Select(c => c.CloseTimeUtc), steps.Select(s => s.CloseTimeUtc));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i < 30), steps.Select(s => s.IsHistory));
        Assert.All(steps, s => Assert.Equal("BTCUSDT", s.Bars.Span[0].Symbol.Value));
    }

    [Theory]
    [InlineData(60, 30, 40)]
    [InlineData(10, 10, 90)]
    [InlineData(100, 30, 0)]
    public async Task Source_Resumed_GoesOnAfterTheLastHandledBar(int handled, int history, int live)
    {
        var steps = await ReadAsync(Source(30), Walk[handled - 1].CloseTimeUtc);
        Assert.Equal(Walk[(handled - history)..], steps.Select(s => s.Bars.Span[0].Candle));
        Assert.Equal((history, live), (steps.Count(s => s.IsHistory), steps.Count(s => !s.IsHistory)));
    }

    [Fact]
    public async Task Source_ResumedInsideAGap_GoesOnWithTheNextBarThatIsThere()
    {
        var gap = Walk[..40].Concat(Walk[50..]).ToArray();
        var steps = await ReadAsync(Source(30, gap), Walk[45].CloseTimeUtc);
        Assert.Equal(Walk[50], steps.First(s => !s.IsHistory).Bars.Span[0].Candle);
    }

    [Fact]
    public async Task Source_ResumedBeforeTheFile_IsRefused()
    {
        var error = await Assert.ThrowsAsync<KlineFileException>(() => ReadAsync(Source(30), Bars.Start.AddMinutes(-1)));
        Assert.Contains("Data:Directory", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    [InlineData(101, true)]
    public void Source_FileNotLongerThanHistory_IsRefused(int historyBars, bool refused)
    {
        var error = Record.Exception(() => Source(historyBars));
        Assert.Equal(refused, error is KlineFileException);
    }

    [Fact]
    public async Task Source_AtSpeed600_GivesAMinuteBarEveryTenthOfASecond()
    {
        await using var steps = new KlineFileSource(Series(Walk), 1, 600, _time).ReadAsync(null, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await steps.MoveNextAsync());
        var next = steps.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(Walk[1], steps.Current.Bars.Span[0].Candle);
    }

    [Fact]
    public void Source_Description_NamesFileSymbolAndSpeed()
    {
        Assert.Equal("BTCUSDT-1m.csv, BTCUSDT, as fast as possible", Source(30).Description);
        Assert.Equal("BTCUSDT-1m.csv, BTCUSDT, 60x", new KlineFileSource(Series(Walk), 30, 60, _time).Description);
    }

    private KlineFileSource Source(int historyBars, Candle[]? candles = null) => new(Series(candles ?? Walk), historyBars, 0, _time);

    private static KlineSeries Series(Candle[] candles) => new()
    {
        File = Path.Combine("data", "BTCUSDT-1m.csv"),
        Symbol = Symbol.Create("BTCUSDT"),
        Interval = Bars.Minute,
        Candles = candles,
        Report = new KlineReport { Rows = candles.Length, OutsideRange = 0, Duplicates = 0, Gaps = 0, MissingBars = 0, FirstGaps = [] },
    };

    private static async Task<List<MarketStep>> ReadAsync(KlineFileSource source, DateTimeOffset? after)
    {
        var all = new List<MarketStep>();
        await foreach (var step in source.ReadAsync(after, CancellationToken.None))
        {
            all.Add(step);
        }

        return all;
    }
}
