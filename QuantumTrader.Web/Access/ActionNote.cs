namespace QuantumTrader.Web.Access;

/// <summary>What the audit trail is told of an action. Holds no secret.</summary>
/// <param name="Target">What it is done to.</param>
/// <param name="Reason">Why, in the caller's words.</param>
public sealed record ActionNote(string? Target = null, string? Reason = null)
{
    public string? Before { get; init; }

    /// <summary>What exactly is to be done, in words: the audit trail's "after", and what a second person approves.</summary>
    public string? After { get; init; }

    /// <summary>The approval that the caller brings.</summary>
    public Guid? ApprovalId { get; init; }
}
