namespace QuantumTrader.Infrastructure.Events.Forwarding;

/// <summary>Events per second over the last five seconds. Its owner locks.</summary>
internal sealed class DrainMeter(TimeProvider time)
{
    private const int MarksMax = 20;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);
    private readonly Queue<(long At, long Sequence)> _marks = new(); // bounded by MarksMax
    private long _newest;
    private long _lastMark;

    public double PerSecond
    {
        get
        {
            DropOld();
            if (!_marks.TryPeek(out var first))
            {
                return 0;
            }

            var seconds = Math.Max(time.GetElapsedTime(first.At).TotalSeconds, Between.TotalSeconds);
            return Math.Max(0, _newest - first.Sequence) / seconds;
        }
    }

    public void Restart(long sequence)
    {
        _marks.Clear();
        _newest = sequence;
        Mark();
    }

    public void Reached(long sequence)
    {
        if (_marks.Count == 0 || time.GetElapsedTime(_lastMark) >= Between)
        {
            Mark(); // of where it was before this step, so that the step counts
        }

        _newest = sequence;
    }

    private void Mark()
    {
        _lastMark = time.GetTimestamp();
        _marks.Enqueue((_lastMark, _newest));
        if (_marks.Count > MarksMax)
        {
            _marks.Dequeue();
        }
    }

    private void DropOld()
    {
        while (_marks.TryPeek(out var first) && time.GetElapsedTime(first.At) > Span)
        {
            _marks.Dequeue();
        }
    }
}
