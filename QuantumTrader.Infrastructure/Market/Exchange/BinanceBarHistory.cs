using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;

namespace QuantumTrader.Infrastructure.Market.Exchange;

/// <summary>The venue's klines. A page with a bar that no market makes is a failed reading.</summary>
public sealed class BinanceBarHistory(IBinanceMarketApi api, TimeSpan interval) : IBarHistory
{
    private readonly string _interval = MarketStreams.IntervalName(interval);

    public async Task<ExchangeRead<IReadOnlyList<Candle>>> ReadAsync(Symbol symbol, DateTimeOffset? fromUtc, int limit, CancellationToken stopping)
    {
        var answer = await api.GetKlinesAsync(new(symbol, _interval, fromUtc, null, limit), stopping).ConfigureAwait(false);
        if (!answer.TryGet(out var klines))
        {
            return ExchangeRead<IReadOnlyList<Candle>>.Failed(answer.Failure);
        }

        var candles = new List<Candle>(klines.Count);
        foreach (var kline in klines)
        {
            if (ToCandle(kline) is not { } candle || (candles.Count > 0 && candle.OpenTimeUtc <= candles[^1].OpenTimeUtc))
            {
                return ExchangeRead<IReadOnlyList<Candle>>.Failed($"The venue's bars of {symbol} are not in order, or one is impossible.");
            }

            candles.Add(candle);
        }

        return ExchangeRead<IReadOnlyList<Candle>>.Ok(candles);
    }

    private Candle? ToCandle(in BinanceKline k)
    {
        var isSound = k.Low > 0m && k.Low <= k.Open && k.Low <= k.Close && k.High >= k.Open && k.High >= k.Close && k.Volume >= 0m && k.QuoteVolume >= 0m
            && k.OpenTime > 0 && k.OpenTime % (long)interval.TotalMilliseconds == 0;
        return isSound
            ? new Candle(DateTimeOffset.FromUnixTimeMilliseconds(k.OpenTime), interval, new(k.Open), new(k.High), new(k.Low), new(k.Close), new(k.Volume), new(k.QuoteVolume))
            : null;
    }
}
