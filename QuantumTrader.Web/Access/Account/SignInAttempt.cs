namespace QuantumTrader.Web.Access.Account;

/// <summary>One try at a password or code. Ended once; disposed without an end it counts as neither right nor wrong.</summary>
internal sealed class SignInAttempt(SignInLimits limits, string user, string from, bool isKnown, TimeSpan? retryAfter) : IDisposable
{
    private bool _isEnded = retryAfter is not null; // a refused one was never counted

    public string User => user;

    public string From => from;

    /// <summary>The user signed in from there before, or it is this machine.</summary>
    public bool IsKnown => isKnown;

    /// <summary>The try is refused, for this long; null when it may go on.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    public void Right() => End(true);

    public void Wrong() => End(false);

    public void Dispose() => End(null);

    private void End(bool? isRight)
    {
        if (!_isEnded)
        {
            _isEnded = true;
            limits.End(this, isRight);
        }
    }
}
