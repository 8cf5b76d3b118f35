using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.TestSupport.Access;

/// <summary>Asks the matrix and records nothing: for tests of what is behind the gate and before it.</summary>
public sealed class MatrixGate(TimeProvider time) : IAccessGate
{
    public AccessRefusal? Refusal(Caller caller, AccessAction action) => ActionMatrix.Refusal(caller, action, time.GetUtcNow(), TimeSpan.FromMinutes(5));

    public async Task<Guarded<T>> RunAsync<T>(Caller caller, AccessAction action, ActionNote note, Func<Task<ActionEnd<T>>> deed, CancellationToken stopping) =>
        Refusal(caller, action) is { } refusal ? new Guarded<T>.Refused(refusal) : new Guarded<T>.Done((await deed()).Value);
}
