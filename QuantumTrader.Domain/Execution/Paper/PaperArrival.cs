namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>The venue looks at an order's time stamp before anything else, by its own clock when the order arrives.</summary>
internal static class PaperArrival
{
    private static readonly TimeSpan AheadMax = TimeSpan.FromSeconds(1);

    /// <summary>Null when it came in time, or bears no window.</summary>
    public static SubmitOutcome.Rejected? Refusal(OrderIntent intent, DateTimeOffset nowUtc)
    {
        if (intent.ReceiveWindow is not { } window)
        {
            return null;
        }

        if (intent.SentAtUtc is not { } sent)
        {
            return PaperRefusals.Missing("timestamp");
        }

        var age = nowUtc - sent;
        return !(age > -AheadMax) ? PaperRefusals.TooEarly
            : age <= window ? null
            : PaperRefusals.TooLate;
    }
}
