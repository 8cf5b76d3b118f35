using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Engine.Replay;

/// <summary>The latch of a replay or simulation: durable as long as the object lives, so that a simulated crash keeps it.</summary>
public sealed class MemoryLatchStore : ILatchStore
{
    private LatchFileRead _content = new LatchFileRead.Absent();

    public LatchFileRead Read() => _content;

    public Task SaveAsync(EmergencyRecord record)
    {
        _content = new LatchFileRead.Latched(record);
        return Task.CompletedTask;
    }

    public Task ClearAsync()
    {
        _content = new LatchFileRead.Clear();
        return Task.CompletedTask;
    }
}
