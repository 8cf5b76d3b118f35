namespace QuantumTrader.Infrastructure.Alerts.Webhook;

/// <summary>What one attempt came to.</summary>
public abstract record WebhookOutcome
{
    /// <summary>Answered with 2xx.</summary>
    public sealed record Taken : WebhookOutcome;

    /// <summary>Not taken, or nobody knows; to be tried again under the same id.</summary>
    /// <param name="Cause">For people; no secret and nothing that the other side wrote.</param>
    /// <param name="Wait">How long the other side asks to wait.</param>
    public sealed record TryAgain(string Cause, TimeSpan? Wait = null) : WebhookOutcome;

    /// <summary>Not to be tried again by itself: the other side wants none of it, ever (410), or it cannot be sent.</summary>
    public sealed record Unwanted(string Cause) : WebhookOutcome;
}
