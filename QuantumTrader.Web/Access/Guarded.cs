using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>What came of an action behind the <see cref="IAccessGate"/>.</summary>
public abstract record Guarded<T>
{
    /// <summary>It was allowed and the service answered; the answer may still be a refusal of its own.</summary>
    public sealed record Done(T Value) : Guarded<T>;

    /// <summary>It was not allowed, and nothing was done.</summary>
    public sealed record Refused(AccessRefusal Refusal) : Guarded<T>;
}
