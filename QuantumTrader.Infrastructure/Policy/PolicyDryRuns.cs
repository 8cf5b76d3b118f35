using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.DryRun;
using QuantumTrader.Infrastructure.Events;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>Reads the last 24 hours of this host's journal under another policy. One at a time: it reads the disk that the journal is written to.</summary>
public sealed class PolicyDryRuns(IEventJournal journal, IJournalLines lines, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Span = TimeSpan.FromHours(24);

    /// <summary>A run that takes longer ends with what it has and says so.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(2); // plans and the rate of the time just before
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="change">What is tried.</param>
    /// <param name="history">Newest first.</param>
    /// <param name="stopping">Whoever asked left.</param>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public async Task<PolicyDryRun> RunAsync(PolicyEdit.Made change, IReadOnlyList<TradingPolicy> history, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(history);
        await _turn.WaitAsync(stopping);
        try
        {
            return await Task.Run(() => Run(change, history, stopping), stopping);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private PolicyDryRun Run(PolicyEdit.Made change, IReadOnlyList<TradingPolicy> history, CancellationToken stopping)
    {
        var (nowUtc, began) = (time.GetUtcNow(), time.GetTimestamp());
        var fold = new DryRunFold(history, change.Next, nowUtc - Span);
        var (after, firstUtc) = JournalTimes.Find(lines, nowUtc - Span - Lead);
        foreach (var journaled in journal.ReadAfter(after))
        {
            stopping.ThrowIfCancellationRequested();
            fold.Apply(journaled.Event);
            if (time.GetElapsedTime(began) > Limit)
            {
                var cut = fold.End(change.Comparison, firstUtc, journaled.Event.AtUtc);
                return cut with { Gaps = [.. cut.Gaps, $"Reading took longer than {Limit.TotalSeconds:0} s and was ended; what came later is not in these figures."] };
            }
        }

        return fold.End(change.Comparison, firstUtc, nowUtc);
    }
}
