namespace QuantumTrader.Web.Access;

/// <summary>What came of saying that an alert was seen.</summary>
public enum AcknowledgeOutcome
{
    /// <summary>By this caller, now or before; saved.</summary>
    Done,

    /// <summary>Somebody else was first.</summary>
    ByAnother,

    /// <summary>Taken, and no disk has it yet; it is tried again by itself.</summary>
    NotSaved,

    /// <summary>There is no such alert.</summary>
    Unknown,
}

/// <param name="Why">Why it is not done, for people; null when it is.</param>
public sealed record AcknowledgeReceipt(AcknowledgeOutcome Outcome, string? Why);
