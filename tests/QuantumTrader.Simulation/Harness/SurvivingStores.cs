using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Simulation.Harness;

/// <summary>What a crash leaves behind, beside the journal.</summary>
internal sealed class SurvivingStores
{
    public InMemoryPolicyStore Policy { get; } = new();

    public MemoryLatchStore Latch { get; } = new();

    public MemoryStopArchive Archive { get; } = new();

    public InMemoryDrawdownStore Drawdown { get; } = new();

    public InMemorySwitchedOffStore SwitchedOff { get; } = new();

    /// <summary>The venue. States are immutable, so keeping one is a durable copy.</summary>
    public PaperAccountState? Account { get; set; }

    public TradingPolicy? PolicyNow => Policy.ReadAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Null also when the policy has the reset of what the file says: a reset that got half way, and counts.</summary>
    public Guid? LatchedInFile => Latch.Read() is LatchFileRead.Latched latched && !IsResetOnRecord(latched.Record.Latch.EmergencyId) ? latched.Record.Latch.EmergencyId : null;

    public bool IsResetOnRecord(Guid emergency) => PolicyNow is { EmergencyMode: false } policy && policy.LastResetEmergencyId == emergency;

    public Guid? LatchedInPolicy => PolicyNow is { EmergencyMode: true } policy ? policy.EmergencyId : null;
}
