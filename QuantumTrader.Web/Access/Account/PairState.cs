namespace QuantumTrader.Web.Access.Account;

/// <summary>One user's tries from one address.</summary>
internal sealed class PairState
{
    public const int WrongMax = 5;
    public static readonly TimeSpan BlockFirst = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan BlockMax = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(1);
    private DateTimeOffset _blockedUntil;
    private DateTimeOffset _lastWrong;
    private int _wrong;

    public int Pending { get; set; }

    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        if (now - _lastWrong >= ForgottenAfter)
        {
            _wrong = 0;
        }

        return now < _blockedUntil ? _blockedUntil - now
            : Pending < Math.Max(1, WrongMax - _wrong) ? null
            : SignInLimits.RetrySoon;
    }

    public void Wrong(DateTimeOffset now)
    {
        (_wrong, _lastWrong) = (_wrong + 1, now);
        if (_wrong >= WrongMax)
        {
            var doublings = Math.Min(_wrong - WrongMax, 10); // 2^10 minutes are past the most by far
            var block = BlockFirst * Math.Pow(2, doublings);
            _blockedUntil = now + (block < BlockMax ? block : BlockMax);
        }
    }

    public void Right() => (_wrong, _blockedUntil) = (0, default);
}
