namespace QuantumTrader.Domain.Execution;

/// <summary>
/// For how long after its time stamp the venue may take an entry. The venue knows no epoch, so an entry must be worthless before
/// the lease that it was sent under can be somebody else's: also when the process stands still between its last check and the send.
/// </summary>
public static class SendWindow
{
    /// <summary>The longest.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromMilliseconds(2000);

    /// <summary>Kept back from what is left of the lease, for the distance between our clock and the venue's.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    /// <summary>In whole milliseconds, as venues read it. Null: the lease ends too soon, and no entry may go out.</summary>
    /// <param name="leaseLeft">Read after the time stamp was taken.</param>
    public static TimeSpan? For(TimeSpan leaseLeft)
    {
        if (!(leaseLeft > Reserve))
        {
            return null;
        }

        var window = leaseLeft >= Max + Reserve ? Max : TimeSpan.FromMilliseconds(Math.Floor((leaseLeft - Reserve).TotalMilliseconds));
        return window > TimeSpan.Zero ? window : null;
    }

    /// <summary>The entry with its time stamp and window; null when none may go out.</summary>
    /// <param name="entry">The order.</param>
    /// <param name="sentAtUtc">Taken before the lease was looked at.</param>
    /// <param name="leaseLeft">Read after that.</param>
    public static OrderIntent? Stamp(OrderIntent entry, DateTimeOffset sentAtUtc, TimeSpan leaseLeft) =>
        For(leaseLeft) is { } window ? entry with { SentAtUtc = sentAtUtc, ReceiveWindow = window } : null;
}
