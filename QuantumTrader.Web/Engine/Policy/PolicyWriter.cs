using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Policy;

/// <summary>Changes the policy by compare-and-swap: reads, decides, writes, and decides again when somebody was faster.</summary>
public sealed class PolicyWriter(IPolicyStore store, TimeProvider time)
{
    private const int AttemptsMax = 20;

    /// <summary>
    /// Returns the policy with an emergency in it: this one, or one that was there before. A write that its own reset has
    /// overtaken changes nothing.
    /// </summary>
    public Task<TradingPolicy> EnterEmergencyAsync(EmergencyLatch latch) =>
        ChangeAsync(policy => policy is not null && policy.LastResetEmergencyId == latch.EmergencyId
            ? policy
            : PolicyChanges.EnterEmergency(policy ?? DefaultPolicy.Create(time.GetUtcNow()), latch));

    /// <param name="drawdownLimit">The limit from now on, when the reset gave one; null: the policy's.</param>
    public Task<TradingPolicy> ClearEmergencyAsync(Guid emergencyId, string by, Fraction? drawdownLimit = null) => ChangeAsync(policy =>
    {
        var cleared = PolicyChanges.ClearEmergency(policy ?? DefaultPolicy.Create(time.GetUtcNow()), emergencyId, by, time.GetUtcNow());
        return drawdownLimit is { } limit ? cleared with { DrawdownLimit = limit } : cleared;
    });

    /// <summary>The stored policy, or the default written as the first one.</summary>
    public Task<TradingPolicy> ReadOrCreateAsync() =>
        ChangeAsync(policy => policy ?? DefaultPolicy.Create(time.GetUtcNow()));

    private async Task<TradingPolicy> ChangeAsync(Func<TradingPolicy?, TradingPolicy> change)
    {
        var current = await store.ReadAsync(CancellationToken.None);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var next = change(current);
            if (ReferenceEquals(next, current))
            {
                return next;
            }

            switch (await store.WriteAsync(next, current?.Version ?? 0, CancellationToken.None))
            {
                case PolicyWriteResult.Written written:
                    return written.Policy;
                case PolicyWriteResult.Conflict conflict:
                    current = conflict.Current;
                    break;
            }
        }

        throw new InvalidOperationException($"The policy changed {AttemptsMax} times while it was being written; somebody writes it in a loop.");
    }
}
