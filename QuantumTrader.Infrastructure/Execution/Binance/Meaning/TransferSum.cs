using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// Deposits less withdrawals since this process began, out of the venue's list of incomes: who measures losses by it needs differences only.
/// Asked again when it is old, and whenever the wallet has moved, since a withdrawal must not look like a loss. One question at a time.
/// </summary>
internal sealed class TransferSum(IBinanceApi api, BinanceCalls calls, ServerClock clock, BinanceOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10); // entries may be listed late
    private const int SeenMax = 10_000;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<long> _seen = []; // bounded by SeenMax: far more than anybody moves in the overlap
    private readonly Queue<long> _oldest = new();
    private DateTimeOffset? _from;
    private decimal _sum;
    private decimal _wallet;
    private long _readAt;

    /// <param name="wallet">Read before this is asked.</param>
    /// <param name="stopping">Ends the waiting.</param>
    public async ValueTask<(Usd Sum, string? Failure)> ReadAsync(decimal wallet, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            if (_from is not null && wallet == _wallet && time.GetElapsedTime(_readAt) < options.TransfersAgeMax)
            {
                return (new(_sum), null);
            }

            var failure = await CatchUpAsync(stopping).ConfigureAwait(false);
            if (failure is null)
            {
                (_wallet, _readAt) = (wallet, time.GetTimestamp());
            }

            return (new(_sum), failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<string?> CatchUpAsync(CancellationToken stopping)
    {
        var isFirst = _from is null;
        var (now, start) = (clock.UtcNow, _from ?? clock.UtcNow - Overlap);
        while (true)
        {
            var query = new IncomeQuery("TRANSFER", StartUtc: start);
            var answer = await calls.ReadAsync(() => api.GetIncomeAsync(query, stopping), stopping).ConfigureAwait(false);
            if (!answer.TryGet(out var page))
            {
                return $"The transfers could not be read: {answer.Failure}";
            }

            Count(page, isFirst);
            if (page.Count < query.Limit)
            {
                _from = now - Overlap > (_from ?? DateTimeOffset.MinValue) ? now - Overlap : _from;
                return null;
            }

            start = VenueWords.Utc(page[^1].Time);
        }
    }

    private void Count(IReadOnlyList<BinanceIncome> page, bool isFirst)
    {
        foreach (var income in page)
        {
            if (income.IncomeType != "TRANSFER" || income.Asset != options.SettlementAsset || !_seen.Add(income.TranId))
            {
                continue;
            }

            _sum += isFirst ? 0m : income.Income; // what came before the first reading is in its wallet
            _oldest.Enqueue(income.TranId);
            if (_oldest.Count > SeenMax)
            {
                _seen.Remove(_oldest.Dequeue());
            }
        }
    }
}
