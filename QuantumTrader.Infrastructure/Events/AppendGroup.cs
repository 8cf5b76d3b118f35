namespace QuantumTrader.Infrastructure.Events;

/// <summary>The lines that share one write and one fsync, and who waits for them. Two of them take turns.</summary>
internal sealed class AppendGroup
{
    public LineBuffer Lines { get; } = new();

    public List<AppendOperation> Waiting { get; } = [];

    /// <summary>When the first of them began to wait; null when nobody does.</summary>
    public WaitStart? Since { get; set; }

    public long FirstSequence => Waiting[0].Sequence;

    public long LastSequence => Waiting[^1].Sequence;

    public void Clear()
    {
        Lines.CutTo(0);
        Waiting.Clear();
        Since = null;
    }
}

/// <param name="AtUtc">For people.</param>
/// <param name="Timestamp">For measuring: the wall clock may be set meanwhile.</param>
internal readonly record struct WaitStart(DateTimeOffset AtUtc, long Timestamp);
