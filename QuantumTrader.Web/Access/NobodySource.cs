using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Access;

/// <summary>Where nobody can sign in, nobody is who asks.</summary>
internal sealed class NobodySource : ICallerSource
{
    public ValueTask<Caller> CurrentAsync() => new(Caller.Anonymous);
}
