namespace QuantumTrader.Domain.Audit;

/// <summary>What the audit trail says of a privileged action. Holds no secret.</summary>
/// <param name="ActionId">The same in the record that begins an action and the one that ends it.</param>
/// <param name="Actor">The caller's name.</param>
/// <param name="ActorKind">Person, ApiKey, Host or Anonymous; Unknown where a stop was recorded late and only its name is left.</param>
/// <param name="Action">The dotted name from the action matrix, or of an account event such as <c>session.started</c>.</param>
public sealed record AuditEntry(Guid ActionId, DateTimeOffset AtUtc, string Actor, string ActorKind, string Action, AuditResult Result)
{
    /// <summary>Longest text in any field; longer ones are cut, and end with an ellipsis.</summary>
    public const int TextLengthMax = 2000;

    public Guid? UserId { get; init; }

    /// <summary>The address; null on the host.</summary>
    public string? From { get; init; }

    /// <summary>What it was done to: a user, a key, an emergency.</summary>
    public string? Target { get; init; }

    public string? Before { get; init; }
    public string? After { get; init; }

    /// <summary>Why, in the caller's words.</summary>
    public string? Reason { get; init; }

    /// <summary>A refusal's code and sentence, or the failure.</summary>
    public string? Detail { get; init; }
}
