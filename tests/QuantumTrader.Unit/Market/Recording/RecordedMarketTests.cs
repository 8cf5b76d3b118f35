using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market.Recording;
using static QuantumTrader.Unit.Market.Recording.RecorderUnderTest;

namespace QuantumTrader.Unit.Market.Recording;

public sealed class RecordedMarketTests
{
    [Theory]
    [InlineData(60, 2)]
    [InlineData(1, 0)] // played faster: the marks do not belong between the bars
    public async Task StepsAndMarks_PassUnchanged_AndAreRecorded(int paceSeconds, int marksRecorded)
    {
        await using var test = new RecorderUnderTest();
        var bars = Bars(Noon, 3);
        MarkReading[] marks = [.. Enumerable.Range(0, 3).Select(n => Mark(Noon.AddSeconds(n), 100m))];
        var market = new RecordedMarket(new ScriptedMarket(bars, marks, TimeSpan.FromSeconds(paceSeconds)), test.Start());

        var passed = new List<MarketBar>();
        await foreach (var step in market.ReadAsync(null, CancellationToken.None))
        {
            passed.AddRange(step.Bars.ToArray());
        }

        var marksPassed = new List<MarkReading>();
        await foreach (var batch in market.ReadMarksAsync(CancellationToken.None))
        {
            marksPassed.AddRange(batch.ToArray());
        }

        Assert.Equal(bars, passed);
        Assert.Equal(marks, marksPassed);
        await test.UntilAsync(3 + marksRecorded);
        Assert.Equal(3 + marksRecorded, test.Health.Written);
        Assert.Equal(marksRecorded == 0, test.Files("marks").Count == 0);
    }

    private sealed class ScriptedMarket(MarketBar[] bars, MarkReading[] marks, TimeSpan pace) : IMarketSource, IMarkFeed
    {
        public string Description => "scripted";

        public IReadOnlyList<Symbol> Symbols => [Btc];

        public TimeSpan Interval => TimeSpan.FromMinutes(1);

        public TimeSpan Pace => pace;

        public async IAsyncEnumerable<MarketStep> ReadAsync(DateTimeOffset? afterCloseUtc, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
        {
            yield return new MarketStep(bars[0].Candle.CloseTimeUtc, bars.AsMemory(0, 2), IsHistory: true);
            await Task.Yield();
            yield return new MarketStep(bars[2].Candle.CloseTimeUtc, bars.AsMemory(2), IsHistory: false);
        }

        public async IAsyncEnumerable<ReadOnlyMemory<MarkReading>> ReadMarksAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
        {
            await Task.Yield();
            yield return marks;
        }
    }
}
