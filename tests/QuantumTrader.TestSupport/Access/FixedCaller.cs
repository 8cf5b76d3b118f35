using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.TestSupport.Access;

/// <summary>Whoever the test says.</summary>
public sealed class FixedCaller(Caller caller) : ICallerSource
{
    public Caller Caller { get; set; } = caller;

    public ValueTask<Caller> CurrentAsync() => new(Caller);
}
