using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Simulation.Nth;

/// <summary>How a store fails: at once, after it wrote, late without having written, or late.</summary>
internal sealed class FailingStore(Operations operations, TimeProvider time, Func<Exception> failure)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(6);

    public async Task<T> AskAsync<T>(string place, Func<Task<T>> ask)
    {
        var kind = operations.Next(place);
        if (kind is FaultKind.Hang or FaultKind.UnknownNotApplied)
        {
            await Task.Delay(Late, time);
        }

        if (kind is FaultKind.Error or FaultKind.UnknownNotApplied)
        {
            throw failure();
        }

        var answer = await ask();
        return kind is FaultKind.UnknownApplied ? throw failure() : answer;
    }

    public Task DoAsync(string place, Func<Task> write) => AskAsync(place, async () =>
    {
        await write();
        return true;
    });
}

internal sealed class FailingLatches(ILatchStore inner, FailingStore store) : ILatchStore
{
    public LatchFileRead Read() => inner.Read();

    public Task SaveAsync(EmergencyRecord record) => store.DoAsync("latch save", () => inner.SaveAsync(record));

    public Task ClearAsync() => store.DoAsync("latch clear", inner.ClearAsync);
}

internal sealed class FailingPolicies(IPolicyStore inner, FailingStore store) : IPolicyStore
{
    public Task<TradingPolicy?> ReadAsync(CancellationToken stopping) => store.AskAsync("policy read", () => inner.ReadAsync(stopping));

    public Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping) =>
        store.AskAsync("policy write", () => inner.WriteAsync(next, basedOnVersion, stopping));

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) =>
        store.AskAsync("policy history", () => inner.ReadHistoryAsync(take, stopping));
}

internal sealed class FailingPeaks(IDrawdownStore inner, FailingStore store) : IDrawdownStore
{
    public Task<DrawdownState?> ReadAsync(CancellationToken stopping) => store.AskAsync("peak read", () => inner.ReadAsync(stopping));

    public Task WriteAsync(DrawdownState state, CancellationToken stopping) => store.DoAsync("peak save", () => inner.WriteAsync(state, stopping));
}

internal sealed class FailingArchive(IStopArchive inner, FailingStore store) : IStopArchive
{
    public Task AppendAsync(string run, IReadOnlyList<RunEntry> entries) => store.DoAsync("receipts save", () => inner.AppendAsync(run, entries));

    public IReadOnlyList<RunEntry> ReadRun(string run) => inner.ReadRun(run);

    public IReadOnlyList<string> RunsWithoutCertificate() => inner.RunsWithoutCertificate();

    public Task WriteCertificateAsync(StopCertificate certificate) => store.DoAsync("certificate save", () => inner.WriteCertificateAsync(certificate));

    public StopCertificate? ReadCertificate(string run) => inner.ReadCertificate(run);

    public IReadOnlyList<RunSummary> LastRuns(int take) => inner.LastRuns(take);

    public Task AnnulAsync(StopAnnulment annulment) => inner.AnnulAsync(annulment);

    public StopAnnulment? ReadAnnulment(string run) => inner.ReadAnnulment(run);

    public Task SaveReEntryAsync(ReEntryState? state) => store.DoAsync("re-entry save", () => inner.SaveReEntryAsync(state));

    public ReEntryState? ReadReEntry() => inner.ReadReEntry();

    public Task SaveDrillAsync(DrillReport report) => inner.SaveDrillAsync(report);

    public DrillReport? LastDrill() => inner.LastDrill();
}

/// <summary>While it hangs, all that comes waits in its order, as behind a disk.</summary>
internal sealed class FailingJournal(IEventJournal inner, FailingStore store) : IEventJournal
{
    private Task _last = Task.CompletedTask;

    public JournalHealth Health => inner.Health;

    public ValueTask<long> AppendAsync(DomainEvent e)
    {
        var appending = AfterAsync(_last, e);
        _last = appending;
        return new(appending);
    }

    public IEnumerable<JournaledEvent> ReadAfter(long afterSequence) => inner.ReadAfter(afterSequence);

    private Task<long> AfterAsync(Task last, DomainEvent e) => store.AskAsync("journal append", async () =>
    {
        if (!last.IsCompleted)
        {
            await Task.WhenAny(last);
        }

        return await inner.AppendAsync(e);
    });
}

internal sealed class FailingLease(ILease inner, Operations operations) : ILease
{
    public LeaseState State => operations.Next(Operations.Lease) is null ? inner.State : LeaseState.Unproven;

    public TimeSpan Left => inner.Left;

    public long Epoch => inner.Epoch;

    public string Holder => inner.Holder;

    public string? Cause => inner.Cause;
}
