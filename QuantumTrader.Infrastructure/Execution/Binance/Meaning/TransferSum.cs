using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// Deposits less withdrawals since an instant, out of the venue's list of incomes, each once by its number: since the first reading, or
/// since the instant that an earlier process counted from. Asked again when it is old, and whenever the wallet has moved, since a withdrawal
/// must not look like a loss. While the list cannot be read the last sum stands: a stop that must see its positions does not wait for a list
/// of transfers. One question at a time.
/// </summary>
internal sealed class TransferSum(IBinanceApi api, BinanceCalls calls, ServerClock clock, BinanceOptions options, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10); // entries may be listed late
    private static readonly TimeSpan BackMax = TimeSpan.FromDays(85); // the venue keeps three months
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10); // nobody waits for it again and again
    private const int SeenMax = 10_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (DateTimeOffset AtUtc, decimal Amount)> _seen = []; // bounded by SeenMax: far more than anybody moves in the overlap
    private readonly Queue<long> _oldest = new();
    private DateTimeOffset? _asked; // to be counted from, from the next reading on
    private DateTimeOffset? _since;
    private DateTimeOffset _from;
    private decimal _forgotten; // of what is in _seen no more
    private decimal _wallet;
    private long _readAt; // 0: never
    private long _failedAt; // 0: it did not

    /// <summary>The next reading counts from this instant; one that is older than what the venue keeps cannot be counted from.</summary>
    public void CountFrom(DateTimeOffset sinceUtc)
    {
        lock (_gate)
        {
            _asked = sinceUtc;
        }
    }

    /// <param name="wallet">Read before this is asked.</param>
    /// <param name="atUtc">When it was, by the venue's clock: what came later is not in it.</param>
    /// <param name="stopping">Ends the waiting.</param>
    public async ValueTask<TransferReading> ReadAsync(decimal wallet, DateTimeOffset atUtc, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            var since = Begin();
            if (IsFresh(wallet) || (_failedAt != 0 && time.GetElapsedTime(_failedAt) < PauseAfterFailure))
            {
                return new(SumUpTo(atUtc), since, _failedAt != 0);
            }

            if (await CatchUpAsync(stopping).ConfigureAwait(false) is { } failure)
            {
                _failedAt = time.GetTimestamp();
                log.TransfersUnread(failure);
            }
            else
            {
                (_wallet, _readAt, _failedAt) = (wallet, time.GetTimestamp(), 0);
            }

            return new(SumUpTo(atUtc), since, _failedAt != 0);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private DateTimeOffset Begin()
    {
        DateTimeOffset? asked;
        lock (_gate)
        {
            (asked, _asked) = (_asked, null);
        }

        var isTold = asked >= clock.UtcNow - BackMax && asked <= clock.UtcNow;
        if (_since is null || (isTold && asked != _since))
        {
            _since = isTold ? asked!.Value : clock.UtcNow; // what came before is in the first wallet
            (_from, _forgotten, _readAt, _failedAt) = (isTold ? _since.Value : clock.UtcNow - Overlap, 0m, 0, 0);
            _seen.Clear();
            _oldest.Clear();
        }

        return _since.Value;
    }

    private bool IsFresh(decimal wallet) => _readAt != 0 && _failedAt == 0 && wallet == _wallet && time.GetElapsedTime(_readAt) < options.TransfersAgeMax;

    private Usd SumUpTo(DateTimeOffset atUtc) => new(_forgotten + _seen.Values.Sum(t => t.AtUtc >= _since && t.AtUtc < atUtc ? t.Amount : 0m));

    private async ValueTask<string?> CatchUpAsync(CancellationToken stopping)
    {
        var (now, start) = (clock.UtcNow, _from);
        while (true)
        {
            var query = new IncomeQuery("TRANSFER", StartUtc: start);
            var answer = await calls.ReadAsync(() => api.GetIncomeAsync(query, stopping), stopping).ConfigureAwait(false);
            if (!answer.TryGet(out var page))
            {
                return answer.Failure;
            }

            Count(page);
            if (page.Count < query.Limit || VenueWords.Utc(page[^1].Time) <= start)
            {
                _from = now - Overlap > _from ? now - Overlap : _from;
                return null;
            }

            start = VenueWords.Utc(page[^1].Time);
        }
    }

    private void Count(IReadOnlyList<BinanceIncome> page)
    {
        foreach (var income in page)
        {
            if (income.IncomeType == "TRANSFER" && income.Asset == options.SettlementAsset && _seen.TryAdd(income.TranId, (VenueWords.Utc(income.Time), income.Income)))
            {
                _oldest.Enqueue(income.TranId);
                ForgetOldest();
            }
        }
    }

    private void ForgetOldest()
    {
        if (_oldest.Count > SeenMax && _seen.Remove(_oldest.Dequeue(), out var oldest))
        {
            _forgotten += oldest.AtUtc >= _since ? oldest.Amount : 0m;
        }
    }
}
