using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Web.Engine.Trades;

/// <summary>
/// While the desk looks after its trades: do the stops that it believes in rest at the venue? The stream tells at once when one goes; this
/// finds it when the stream does not. Each stop is looked for once a second, the one that was not looked for longest first, as far as the
/// looks of a minute allow (<see cref="TradesOptions.StopLooksPerMinute"/>): of more stops than that, each waits its turn, and the stream is
/// the first line. Two answers of the venue must agree: one that says that the order ended, and the one by which it is settled; where the
/// venue knows no such order, another look later. An order that is on its way, or whose outcome is unknown, is nobody's stop yet: whoever
/// asks after it will tell.
/// </summary>
/// <param name="reader">The venue.</param>
/// <param name="settlement">Tells the book what became of an order; the desk does the rest.</param>
/// <param name="missed">Tells the fills that the stream did not.</param>
/// <param name="book">The trades.</param>
/// <param name="isNeeded">False while the desk does not look after its trades; then <see cref="NakedWatch"/> does.</param>
/// <param name="isFollowed">The venue's stream tells everything, as far as is known.</param>
/// <param name="options">How many looks.</param>
/// <param name="time">Of the looks.</param>
public sealed class RestingStops(
    IExchangeReader reader, OrderSettlement settlement, MissedFills missed, TradeBook book, Func<bool> isNeeded, Func<bool> isFollowed, TradesOptions options, TimeProvider time)
{
    private const double SavedMax = 2.0; // seconds of looks that were not used
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Dictionary<ClientOrderId, Seen> _seen = []; // bounded by the stops of open trades
    private double _looks;
    private long? _countedAt;

    private readonly record struct Seen(long At, bool IsMissed);

    /// <summary>Looks that failed or found nothing wrong, and those that found a stop gone.</summary>
    public long LooksCount { get; private set; }

    /// <summary>As many looks as are due and allowed; the time between two calls, less than a second, is the caller's.</summary>
    public async Task LookAsync()
    {
        if (!isNeeded())
        {
            _seen.Clear();
            return;
        }

        Earn();
        if (Due() is { Count: > 0 } due)
        {
            await Task.WhenAll(due.Select(d => LookAsync(d.Trade, d.Stop)));
        }
    }

    private void Earn()
    {
        var perSecond = (isFollowed() ? options.StopLooksPerMinute : options.StopLooksPerMinuteAlone) / 60.0;
        var now = time.GetTimestamp();
        var seconds = _countedAt is { } at ? time.GetElapsedTime(at, now).TotalSeconds : SavedMax;
        (_looks, _countedAt) = (Math.Min(_looks + (seconds * perSecond), perSecond * SavedMax), now);
    }

    private List<(TradeState Trade, TradeOrder Stop)> Due()
    {
        var stops = new List<(TradeState Trade, TradeOrder Stop)>();
        foreach (var trade in book.Open)
        {
            stops.AddRange(trade.Orders.Where(o => trade.QuantityOpen.IsPositive && IsStop(o)).Select(o => (trade, o)));
        }

        Forget(stops);
        var now = time.GetTimestamp();
        var due = stops.Where(s => !_seen.TryGetValue(s.Stop.ClientOrderId, out var seen) || time.GetElapsedTime(seen.At, now) >= Every)
            .OrderBy(s => _seen.GetValueOrDefault(s.Stop.ClientOrderId).At).Take((int)_looks).ToList();
        _looks -= due.Count;
        foreach (var (_, stop) in due)
        {
            _seen[stop.ClientOrderId] = _seen.GetValueOrDefault(stop.ClientOrderId) with { At = now };
        }

        return due;
    }

    private void Forget(List<(TradeState Trade, TradeOrder Stop)> stops)
    {
        if (_seen.Count > 0)
        {
            var known = stops.Select(s => s.Stop.ClientOrderId).ToHashSet();
            foreach (var id in _seen.Keys.Where(id => !known.Contains(id)).ToArray())
            {
                _seen.Remove(id);
            }
        }
    }

    private async Task LookAsync(TradeState trade, TradeOrder stop)
    {
        LooksCount++;
        var read = await reader.FindOrderAsync(trade.Symbol, stop.ClientOrderId, CancellationToken.None);
        if (!read.IsOk || !isNeeded() || Known(trade, stop) is not { } known)
        {
            return;
        }

        if (read.Value is OrderLookup.Found { Order: var found })
        {
            Miss(stop, isMissed: false);
            if (!found.IsOpen || found.FilledQuantity > known.Filled)
            {
                await SettleAsync(trade, known);
            }

            return;
        }

        if (_seen.GetValueOrDefault(stop.ClientOrderId).IsMissed)
        {
            await SettleAsync(trade, known);
            return;
        }

        Miss(stop, isMissed: true);
    }

    private async Task SettleAsync(TradeState trade, TradeOrder stop)
    {
        _looks -= 1;
        await settlement.SettleWorkingAsync(trade, stop, missed.CatchUpAsync);
    }

    private void Miss(TradeOrder stop, bool isMissed)
    {
        if (_seen.TryGetValue(stop.ClientOrderId, out var seen))
        {
            _seen[stop.ClientOrderId] = seen with { IsMissed = isMissed };
        }
    }

    /// <summary>As the book has it by now; null when it was told meanwhile that it is over.</summary>
    private TradeOrder? Known(TradeState trade, TradeOrder stop) =>
        book.Find(trade.TradeId) is { QuantityOpen.IsPositive: true } now ? now.Orders.FirstOrDefault(o => o.ClientOrderId == stop.ClientOrderId && IsStop(o)) : null;

    private static bool IsStop(TradeOrder order) => order is { Purpose: OrderPurpose.StopLoss, Stage: TradeOrderStage.Working };
}
