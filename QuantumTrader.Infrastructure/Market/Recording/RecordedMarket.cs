using System.Runtime.CompilerServices;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>
/// A market whose bars and marks are offered to the recorder on their way to the engine. Marks bear the clock's time: where bars are
/// played faster than the clock they do not belong between them, and are left out.
/// </summary>
/// <param name="market">The exchange's.</param>
/// <param name="recorder">Never waits.</param>
internal sealed class RecordedMarket(IMarketSource market, MarketRecorder recorder) : IMarketSource, IMarkFeed
{
    public string Description => market.Description;

    public IReadOnlyList<Symbol> Symbols => market.Symbols;

    public TimeSpan Interval => market.Interval;

    public TimeSpan Pace => market.Pace;

    public async IAsyncEnumerable<MarketStep> ReadAsync(DateTimeOffset? afterCloseUtc, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var step in market.ReadAsync(afterCloseUtc, stopping))
        {
            recorder.Offer(step.Bars.Span);
            yield return step;
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<MarkReading>> ReadMarksAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        if (market is not IMarkFeed feed)
        {
            yield break;
        }

        await foreach (var marks in feed.ReadMarksAsync(stopping))
        {
            if (market.Pace == market.Interval)
            {
                recorder.Offer(marks.Span);
            }

            yield return marks;
        }
    }
}
