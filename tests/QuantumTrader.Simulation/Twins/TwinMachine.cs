using QuantumTrader.Domain.Risk;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Simulation.Harness;
using QuantumTrader.Web.Engine.Replay;

namespace QuantumTrader.Simulation.Twins;

/// <summary>What a process leaves on its own disk, and what is gone with the machine.</summary>
internal sealed class TwinMachine(string name, ulong seed) : IDisposable
{
    /// <summary>Another for every disk, as a journal's id is.</summary>
    public string Name { get; } = name;

    public string JournalId => Name;

    public SimJournal Journal { get; } = new(seed);

    public InMemoryTradeStateStore Trades { get; } = new(name);

    public InMemoryDrawdownStore Drawdown { get; } = new();

    public MemoryLatchStore Latch { get; } = new();

    public int Processes { get; set; }

    public void Dispose() => Journal.Dispose();
}
