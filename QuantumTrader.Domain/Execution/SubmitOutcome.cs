namespace QuantumTrader.Domain.Execution;

/// <summary>Three outcomes, not two: a time-out is not a rejection.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    public sealed record Accepted(long VenueOrderId) : SubmitOutcome;

    public sealed record Rejected(int VenueCode, string VenueText) : SubmitOutcome;

    /// <summary>The order may or may not be alive; it stays in flight until the venue has been asked.</summary>
    public sealed record Unknown(string Cause) : SubmitOutcome;
}
