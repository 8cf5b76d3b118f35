namespace QuantumTrader.Infrastructure.Events;

/// <summary>The lines that share one write and one fsync, and who waits for them. Two of them take turns.</summary>
internal sealed class AppendGroup
{
    public LineBuffer Lines { get; } = new();

    public List<AppendOperation> Waiting { get; } = [];

    public long FirstSequence => Waiting[0].Sequence;

    public long LastSequence => Waiting[^1].Sequence;

    public void Clear()
    {
        Lines.CutTo(0);
        Waiting.Clear();
    }
}
