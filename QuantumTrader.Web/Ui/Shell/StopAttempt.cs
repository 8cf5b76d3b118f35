using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>How pressing STOP went. A stop without an answer is neither done nor refused, and says so.</summary>
public abstract record StopAttempt
{
    public sealed record Taken(StopReceipt Receipt) : StopAttempt;

    /// <summary>Whoever asked may not, and nothing was stopped.</summary>
    public sealed record Refused(AccessRefusal Refusal) : StopAttempt;

    public sealed record Failed(string Cause) : StopAttempt;

    public sealed record Unanswered(TimeSpan Limit) : StopAttempt;
}
