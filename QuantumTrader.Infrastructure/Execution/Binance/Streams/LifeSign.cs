namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>
/// When to ask a silent connection whether it lives. A venue that never answered such a question on this connection is not judged by
/// its silence: there the pings of the socket must do.
/// </summary>
internal sealed class LifeSign(TimeSpan askAfter, TimeSpan answerMax, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _asked;
    private bool _isAsking;
    private bool _answers;

    public void Begin()
    {
        lock (_gate)
        {
            (_asked, _isAsking, _answers) = (time.GetTimestamp(), false, false);
        }
    }

    /// <summary>Any answer to a command.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            (_answers, _isAsking) = (_answers || _isAsking, false);
        }
    }

    /// <summary>It answered once and does not any more.</summary>
    public bool IsMissing
    {
        get
        {
            lock (_gate)
            {
                return _answers && _isAsking && time.GetElapsedTime(_asked) > answerMax;
            }
        }
    }

    /// <summary>True when the question is due; it counts as asked then.</summary>
    public bool ShouldAsk(TimeSpan? lastFrameAge)
    {
        lock (_gate)
        {
            var isAwaited = _answers && _isAsking; // asking anew would only begin the wait anew
            if (isAwaited || time.GetElapsedTime(_asked) < askAfter || lastFrameAge < askAfter)
            {
                return false;
            }

            (_asked, _isAsking) = (time.GetTimestamp(), true);
            return true;
        }
    }
}
