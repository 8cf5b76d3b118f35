using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// Deposits less withdrawals since the first reading, out of the venue's list of incomes: who measures losses by it needs differences only.
/// Asked again when it is old, and whenever the wallet has moved, since a withdrawal must not look like a loss. While the list cannot be
/// read the last sum stands: a stop that must see its positions does not wait for a list of transfers. One question at a time.
/// </summary>
internal sealed class TransferSum(IBinanceApi api, BinanceCalls calls, ServerClock clock, BinanceOptions options, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10); // entries may be listed late
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10); // nobody waits for it again and again
    private const int SeenMax = 10_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<long> _seen = []; // bounded by SeenMax: far more than anybody moves in the overlap
    private readonly Queue<long> _oldest = new();
    private DateTimeOffset? _beganAt; // what came before is in the first wallet
    private DateTimeOffset _from;
    private decimal _sum;
    private decimal _wallet;
    private long _readAt; // 0: never
    private long _failedAt; // 0: it did not

    /// <param name="wallet">Read before this is asked.</param>
    /// <param name="stopping">Ends the waiting.</param>
    public async ValueTask<Usd> ReadAsync(decimal wallet, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            if (_beganAt is null)
            {
                _beganAt = clock.UtcNow;
                _from = clock.UtcNow - Overlap;
            }

            if (IsFresh(wallet) || (_failedAt != 0 && time.GetElapsedTime(_failedAt) < PauseAfterFailure))
            {
                return new(_sum);
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

            return new(_sum);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool IsFresh(decimal wallet) => _readAt != 0 && wallet == _wallet && time.GetElapsedTime(_readAt) < options.TransfersAgeMax;

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
            if (page.Count < query.Limit)
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
            if (income.IncomeType != "TRANSFER" || income.Asset != options.SettlementAsset || !_seen.Add(income.TranId))
            {
                continue;
            }

            _sum += VenueWords.Utc(income.Time) < _beganAt ? 0m : income.Income;
            _oldest.Enqueue(income.TranId);
            if (_oldest.Count > SeenMax)
            {
                _seen.Remove(_oldest.Dequeue());
            }
        }
    }
}
