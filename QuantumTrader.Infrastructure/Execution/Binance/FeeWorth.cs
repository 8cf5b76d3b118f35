using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance;

/// <summary>
/// What fees in other currencies are worth, by the marks of those currencies' contracts, which are read now and then. A currency whose
/// price is not known, or was read too long ago, never makes a fee nothing: it is then taken from the order's value. Safe from any thread.
/// </summary>
/// <param name="markOf">The mark of a contract; null when the venue does not tell it.</param>
/// <param name="asset">The account's own currency.</param>
/// <param name="rateAssumed">Of the order's value, while the price is not known.</param>
/// <param name="time">Of the marks' ages.</param>
public sealed class FeeWorth(Func<Symbol, CancellationToken, ValueTask<decimal?>> markOf, string asset, decimal rateAssumed, TimeProvider time)
{
    private const int AssetsMax = 16; // that fees are paid in
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(15);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (decimal Mark, long AskedAt)?> _known = new(StringComparer.Ordinal) { ["BNB"] = null }; // the usual one, read beforehand

    /// <param name="paidIn">Null or empty: the account's own.</param>
    /// <param name="fee">In that currency; positive is a cost.</param>
    /// <param name="notional">The order's value in the account's own currency.</param>
    public FeeValue Of(string? paidIn, decimal fee, decimal notional)
    {
        if (string.IsNullOrEmpty(paidIn) || paidIn == asset)
        {
            return new(new(fee), IsElsewhere: false, IsEstimated: false);
        }

        // A refund of unknown worth is none.
        return fee == 0m ? new(Usd.Zero, true, false)
            : MarkOf(paidIn) is { } mark ? new(new(fee * mark), true, false)
            : new(new(fee > 0m ? Math.Abs(notional) * rateAssumed : 0m), true, true);
    }

    /// <summary>Reads until told to stop.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var isRead = true;
            foreach (var name in Names())
            {
                isRead &= await ReadAsync(name, stopping).ConfigureAwait(false);
            }

            await Task.Delay(isRead ? ReadEvery : RetryEvery, time, stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the price of a currency that fees were paid in, unless it is known.</summary>
    public async ValueTask LearnAsync(string? paidIn, CancellationToken stopping)
    {
        if (!string.IsNullOrEmpty(paidIn) && paidIn != asset && MarkOf(paidIn) is null)
        {
            await ReadAsync(paidIn, stopping).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> ReadAsync(string paidIn, CancellationToken stopping)
    {
        var asked = time.GetTimestamp();
        if (!Symbol.TryCreate(paidIn + asset, out var symbol) || await markOf(symbol, stopping).ConfigureAwait(false) is not { } mark || !(mark > 0m))
        {
            return false;
        }

        lock (_gate)
        {
            if (_known.Count < AssetsMax || _known.ContainsKey(paidIn))
            {
                _known[paidIn] = (mark, asked);
            }
        }

        return true;
    }

    private string[] Names()
    {
        lock (_gate)
        {
            return [.. _known.Keys];
        }
    }

    private decimal? MarkOf(string paidIn)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(paidIn, out var known))
            {
                return known is var (mark, askedAt) && time.GetElapsedTime(askedAt) < AgeMax ? mark : null;
            }

            if (_known.Count < AssetsMax)
            {
                _known[paidIn] = null; // read from now on
            }

            return null;
        }
    }
}
