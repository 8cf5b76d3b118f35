using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>Reads the bars before the live ones, all symbols, and tries again until it has them.</summary>
internal sealed class BarWarmUp(IBarHistory history, BarSettings settings, IBarClock clock, TimeProvider time)
{
    private volatile string? _failure;

    public string? Failure => _failure;

    /// <summary>Of each symbol the closed bars, oldest first; a young contract has fewer.</summary>
    public async Task<IReadOnlyList<MarketBar>> ReadAsync(IReadOnlyList<Symbol> symbols, CancellationToken stopping)
    {
        using var places = new SemaphoreSlim(settings.AskedAtOnceMax);
        var all = await Task.WhenAll(symbols.Select(s => ReadAsync(s, places, stopping))).ConfigureAwait(false);
        return [.. all.SelectMany(b => b).OrderBy(b => b.Candle.CloseTimeUtc)]; // stable: the symbols keep their order
    }

    private async Task<List<MarketBar>> ReadAsync(Symbol symbol, SemaphoreSlim places, CancellationToken stopping)
    {
        await places.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            List<MarketBar> bars = [];
            var from = Floor(clock.Now) - (settings.Interval * settings.HistoryBars);
            while (settings.HistoryBars > 0 && from + settings.Interval <= clock.Now)
            {
                var page = await PageAsync(symbol, from, stopping).ConfigureAwait(false);
                var closed = page.Where(c => c.OpenTimeUtc >= from && c.CloseTimeUtc + settings.SettleTime <= clock.Now).ToArray();
                bars.AddRange(closed.Select(c => new MarketBar(symbol, c)));
                if (closed.Length == 0 || page.Count < IBarHistory.PageMax)
                {
                    break;
                }

                from = closed[^1].CloseTimeUtc;
            }

            return bars;
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<IReadOnlyList<Candle>> PageAsync(Symbol symbol, DateTimeOffset from, CancellationToken stopping)
    {
        while (true)
        {
            var read = await history.ReadAsync(symbol, from, IBarHistory.PageMax, stopping).ConfigureAwait(false);
            _failure = read.Failure;
            if (read.IsOk)
            {
                return read.Value;
            }

            await Task.Delay(settings.AskEvery, time, stopping).ConfigureAwait(false);
        }
    }

    private DateTimeOffset Floor(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % settings.Interval.Ticks), TimeSpan.Zero);
}
