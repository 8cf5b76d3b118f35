using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;

namespace QuantumTrader.Simulation.Harness;

/// <summary>The venue's memory; saving is a step before which and after which a process may die.</summary>
internal sealed class ProcessAccountStore(SurvivingStores stores, ProcessGate gate) : IPaperAccountStore
{
    public ValueTask<PaperAccountState?> LoadAsync(CancellationToken stopping) => new(stores.Account);

    public ValueTask SaveAsync(PaperAccountState state, CancellationToken stopping)
    {
        if (!gate.Passes("venue acts"))
        {
            return new(ProcessGate.Never<bool>());
        }

        stores.Account = state;
        return gate.Passes("venue acted") ? ValueTask.CompletedTask : new(ProcessGate.Never<bool>());
    }
}

/// <summary>The policy store as one process sees it.</summary>
internal sealed class ProcessPolicyStore(SurvivingStores stores, ProcessGate gate, Func<bool> refuses) : IPolicyStore
{
    public Task<TradingPolicy?> ReadAsync(CancellationToken stopping) =>
        !gate.Passes("policy read") ? ProcessGate.Never<TradingPolicy?>()
        : refuses() ? Task.FromException<TradingPolicy?>(Refusal())
        : stores.Policy.ReadAsync(stopping);

    public async Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping)
    {
        if (!gate.Passes("policy write"))
        {
            return await ProcessGate.Never<PolicyWriteResult>();
        }

        if (refuses())
        {
            throw Refusal();
        }

        var result = await stores.Policy.WriteAsync(next, basedOnVersion, stopping);
        return gate.Passes("policy written") ? result : await ProcessGate.Never<PolicyWriteResult>();
    }

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) =>
        stores.Policy.ReadHistoryAsync(take, stopping);

    private static PolicyUnavailableException Refusal() => new("The simulated policy store does not answer.", new IOException("simulated"));
}

/// <summary>The latch file as one process sees it.</summary>
internal sealed class ProcessLatchStore(SurvivingStores stores, ProcessGate gate, Func<bool> refuses, Action<EmergencyRecord> saving) : ILatchStore
{
    public LatchFileRead Read() => stores.Latch.Read();

    public async Task SaveAsync(EmergencyRecord record)
    {
        await PassAsync("latch save");
        saving(record);
        await stores.Latch.SaveAsync(record);
        await PassAsync("latch saved", afterwards: true);
    }

    public async Task ClearAsync()
    {
        await PassAsync("latch clear");
        await stores.Latch.ClearAsync();
        await PassAsync("latch cleared", afterwards: true);
    }

    private Task PassAsync(string step, bool afterwards = false) =>
        !gate.Passes(step) ? ProcessGate.Never<bool>()
        : !afterwards && refuses() ? Task.FromException(new IOException("The simulated latch file cannot be written."))
        : Task.CompletedTask;
}

/// <summary>The stored drawdown peak as one process sees it.</summary>
internal sealed class ProcessDrawdownStore(SurvivingStores stores, ProcessGate gate, Func<bool> refuses) : IDrawdownStore
{
    public Task<DrawdownState?> ReadAsync(CancellationToken stopping) =>
        refuses() ? Task.FromException<DrawdownState?>(Refusal()) : stores.Drawdown.ReadAsync(stopping);

    public Task WriteAsync(DrawdownState state, CancellationToken stopping) =>
        !gate.Passes("peak save") ? ProcessGate.Never<bool>()
        : refuses() ? Task.FromException(Refusal())
        : stores.Drawdown.WriteAsync(state, stopping);

    private static DrawdownStoreUnavailableException Refusal() => new("The simulated store of the drawdown peak does not answer.");
}

/// <summary>What is switched off, as one process sees it.</summary>
internal sealed class ProcessSwitchedOffStore(SurvivingStores stores, ProcessGate gate, Func<bool> refuses) : ISwitchedOffStore
{
    public Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping) =>
        refuses() ? Task.FromException<IReadOnlyList<SwitchedOff>>(Refusal()) : stores.SwitchedOff.ReadAsync(stopping);

    public Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping) =>
        !gate.Passes("switches save") ? ProcessGate.Never<bool>()
        : refuses() ? Task.FromException(Refusal())
        : stores.SwitchedOff.WriteAsync(all, stopping);

    private static SwitchedOffStoreUnavailableException Refusal() => new("The simulated store of what is switched off does not answer.");
}

/// <summary>What is kept of stops, as one process sees it.</summary>
internal sealed class ProcessStopArchive(SurvivingStores stores, ProcessGate gate, Func<bool> refuses) : IStopArchive
{
    /// <summary>Receipts that this process could not save; they are saved with the next ones.</summary>
    public bool OwesReceipts { get; private set; }

    public async Task AppendAsync(string run, IReadOnlyList<RunEntry> entries)
    {
        OwesReceipts = true;
        await WriteAsync("receipts save", () => stores.Archive.AppendAsync(run, entries));
        OwesReceipts = false;
    }

    public IReadOnlyList<RunEntry> ReadRun(string run) => stores.Archive.ReadRun(run);

    public IReadOnlyList<string> RunsWithoutCertificate() => stores.Archive.RunsWithoutCertificate();

    public Task WriteCertificateAsync(StopCertificate certificate) => WriteAsync("certificate save", () => stores.Archive.WriteCertificateAsync(certificate));

    public StopCertificate? ReadCertificate(string run) => stores.Archive.ReadCertificate(run);

    public IReadOnlyList<RunSummary> LastRuns(int take) => stores.Archive.LastRuns(take);

    public Task AnnulAsync(StopAnnulment annulment) => WriteAsync("annulment save", () => stores.Archive.AnnulAsync(annulment));

    public StopAnnulment? ReadAnnulment(string run) => stores.Archive.ReadAnnulment(run);

    public Task SaveReEntryAsync(ReEntryState? state) => WriteAsync("re-entry save", () => stores.Archive.SaveReEntryAsync(state));

    public ReEntryState? ReadReEntry() => stores.Archive.ReadReEntry();

    public Task SaveDrillAsync(DrillReport report) => WriteAsync("drill save", () => stores.Archive.SaveDrillAsync(report));

    public DrillReport? LastDrill() => stores.Archive.LastDrill();

    private async Task WriteAsync(string step, Func<Task> write)
    {
        if (!gate.Passes(step))
        {
            await ProcessGate.Never<bool>();
        }

        if (refuses())
        {
            throw new IOException("The simulated disk refuses.");
        }

        await write();
        if (!gate.Passes(step + "d"))
        {
            await ProcessGate.Never<bool>();
        }
    }
}
