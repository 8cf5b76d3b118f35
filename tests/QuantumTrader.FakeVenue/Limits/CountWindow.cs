namespace QuantumTrader.FakeVenue;

/// <summary>A counter that starts again at each multiple of its length by the venue's clock.</summary>
public sealed class CountWindow(long lengthMs)
{
    private long _startMs;

    public int Count { get; set; }

    public void Roll(long nowMs)
    {
        var start = nowMs - (nowMs % lengthMs);
        if (start != _startMs)
        {
            (_startMs, Count) = (start, 0);
        }
    }

    public int SecondsLeft(long nowMs) => (int)((_startMs + lengthMs - nowMs + 999) / 1_000);
}
