using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market.Exchange;

namespace QuantumTrader.Unit.Market.Exchange;

/// <summary>REST's bars: one for each minute, the open one included, except those that the test leaves out.</summary>
internal sealed class TestHistory(TimeProvider time) : IBarHistory
{
    private int _asked;

    public Func<DateTimeOffset, bool> Has { get; set; } = _ => true;

    public string? Failure { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    public static Candle Bar(DateTimeOffset open, decimal close = 100m) => new(open, TimeSpan.FromMinutes(1), new(100m), new(120m), new(90m), new(close), new(10m), new(1_000m));

    public Task<ExchangeRead<IReadOnlyList<Candle>>> ReadAsync(Symbol symbol, DateTimeOffset? fromUtc, int limit, CancellationToken stopping)
    {
        Interlocked.Increment(ref _asked);
        if (Failure is not null)
        {
            return Task.FromResult(ExchangeRead<IReadOnlyList<Candle>>.Failed(Failure));
        }

        List<Candle> bars = [];
        for (var open = fromUtc ?? time.GetUtcNow(); open <= time.GetUtcNow() && bars.Count < limit; open = open.AddMinutes(1))
        {
            if (Has(open))
            {
                bars.Add(Bar(open));
            }
        }

        return Task.FromResult(ExchangeRead<IReadOnlyList<Candle>>.Ok(bars));
    }
}
