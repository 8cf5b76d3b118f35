using Microsoft.Extensions.Logging;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance.Api;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Meaning;

/// <summary>
/// Deposits less withdrawals since an instant, out of the venue's list of incomes, each once by its number: since the first reading, or
/// since the instant that an earlier process counted from. Asked again when it is old, and whenever the wallet has moved, since a withdrawal
/// must not look like a loss. While the list cannot be read, or is not told in time, the last sum stands and says so: a stop that must see its
/// positions does not wait for a list of transfers. What is told later is in the next reading. One question at a time.
/// </summary>
internal sealed class TransferSum(IBinanceApi api, BinanceCalls calls, ServerClock clock, BinanceOptions options, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10); // entries may be listed late
    private static readonly TimeSpan BackMax = TimeSpan.FromDays(85); // the venue keeps three months
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10); // nobody waits for it again and again
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(1); // since it was asked, for all who wait
    private const int SeenMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, (DateTimeOffset AtUtc, decimal Amount)> _seen = []; // bounded by SeenMax: far more than anybody moves in the overlap
    private readonly Queue<long> _oldest = new();
    private DateTimeOffset? _countFrom; // to be counted from, from the next reading on
    private DateTimeOffset? _since;
    private DateTimeOffset _from;
    private decimal _forgotten; // of what is in _seen no more
    private decimal _wallet;
    private long _readAt; // 0: never
    private long _failedAt; // 0: it did not
    private Task? _asking; // one question at a time; what it changes is under the gate, because others read meanwhile
    private long _askedAt;
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The next reading counts from this instant; one that is older than what the venue keeps cannot be counted from.</summary>
    public void CountFrom(DateTimeOffset sinceUtc)
    {
        lock (_gate)
        {
            _countFrom = sinceUtc;
        }
    }

    /// <param name="wallet">Read before this is asked.</param>
    /// <param name="atUtc">When it was, by the venue's clock: what came later is not in it.</param>
    /// <param name="stopping">Ends the waiting.</param>
    public async ValueTask<TransferReading> ReadAsync(decimal wallet, DateTimeOffset atUtc, CancellationToken stopping)
    {
        while (true)
        {
            var asks = new TaskCompletionSource();
            var (known, asking) = Join(asks, wallet, atUtc);
            if (known is { } reading)
            {
                return reading;
            }

            if (asking == asks.Task)
            {
                _ = AskAsync(asks, wallet, _ended.Token);
            }

            if (!await EndsInTimeAsync(asking, stopping).ConfigureAwait(false))
            {
                log.TransfersUnread($"not told within {WaitMax.TotalSeconds:0.#} s");
                return Reading(atUtc, isUnread: true);
            }

            if (asking == asks.Task)
            {
                return Reading(atUtc, isUnread: false);
            }
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <summary>What is known already, or else the question to wait for: the one that is under way, or <paramref name="asks"/>, whose turn it is then.</summary>
    private (TransferReading? Known, Task Asking) Join(TaskCompletionSource asks, decimal wallet, DateTimeOffset atUtc)
    {
        lock (_gate)
        {
            if (_asking is { IsCompleted: false } underWay)
            {
                return (null, underWay);
            }

            Begin();
            if (IsFresh(wallet) || (_failedAt != 0 && time.GetElapsedTime(_failedAt) < PauseAfterFailure))
            {
                return (Reading(atUtc, isUnread: false), Task.CompletedTask);
            }

            (_asking, _askedAt) = (asks.Task, time.GetTimestamp());
            return (null, asks.Task);
        }
    }

    private async Task AskAsync(TaskCompletionSource asks, decimal wallet, CancellationToken ended)
    {
        string? failure = "it was not asked to the end";
        try
        {
            failure = await CatchUpAsync(ended).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                (_wallet, _readAt, _failedAt) = failure is null ? (wallet, time.GetTimestamp(), 0) : (_wallet, _readAt, time.GetTimestamp());
            }

            if (failure is not null)
            {
                log.TransfersUnread(failure);
            }

            asks.SetResult();
        }
    }

    private async ValueTask<bool> EndsInTimeAsync(Task asking, CancellationToken stopping)
    {
        try
        {
            var left = WaitMax - time.GetElapsedTime(_askedAt);
            await asking.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, stopping).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return asking.IsCompleted;
        }
    }

    /// <param name="atUtc">What came later is not in it.</param>
    /// <param name="isUnread">Also where the last question failed.</param>
    private TransferReading Reading(DateTimeOffset atUtc, bool isUnread)
    {
        lock (_gate)
        {
            var sum = _forgotten + _seen.Values.Sum(t => t.AtUtc >= _since && t.AtUtc < atUtc ? t.Amount : 0m);
            return new(new Usd(sum), _since ?? atUtc, isUnread || _failedAt != 0);
        }
    }

    private void Begin()
    {
        var asked = _countFrom;
        _countFrom = null;
        var isTold = asked >= clock.UtcNow - BackMax && asked <= clock.UtcNow;
        if (_since is null || (isTold && asked != _since))
        {
            _since = isTold ? asked!.Value : clock.UtcNow; // what came before is in the first wallet
            (_from, _forgotten, _readAt, _failedAt) = (isTold ? _since.Value : clock.UtcNow - Overlap, 0m, 0, 0);
            _seen.Clear();
            _oldest.Clear();
        }
    }

    private bool IsFresh(decimal wallet) => _readAt != 0 && _failedAt == 0 && wallet == _wallet && time.GetElapsedTime(_readAt) < options.TransfersAgeMax;

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

            lock (_gate)
            {
                Count(page);
            }

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
