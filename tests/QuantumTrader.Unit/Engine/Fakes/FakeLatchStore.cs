using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>A latch file that can fail or hang, and that remembers each save.</summary>
internal sealed class FakeLatchStore : ILatchStore
{
    public Fault Fault { get; set; }

    public LatchFileRead Content { get; set; } = new LatchFileRead.Absent();

    public List<EmergencyRecord> Saves { get; } = [];

    /// <summary>Called at the beginning of each save.</summary>
    public Action<EmergencyRecord>? OnSave { get; set; }

    public LatchFileRead Read() => Content;

    public Task SaveAsync(EmergencyRecord record)
    {
        OnSave?.Invoke(record);
        return WriteAsync(() =>
        {
            Saves.Add(record);
            Content = new LatchFileRead.Latched(record);
        });
    }

    public Task ClearAsync() => WriteAsync(() => Content = new LatchFileRead.Clear());

    private Task WriteAsync(Action write)
    {
        switch (Fault)
        {
            case Fault.Fails:
                return Task.FromException(new IOException("No space left on device."));
            case Fault.Hangs:
                return new TaskCompletionSource().Task;
            default:
                write();
                return Task.CompletedTask;
        }
    }
}
