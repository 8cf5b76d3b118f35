using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Engine.Policy;

/// <summary>Changes the policy by compare-and-swap: reads, decides, writes, and decides again when somebody was faster.</summary>
public sealed class PolicyWriter(IPolicyStore store, TimeProvider time)
{
    /// <summary>How far back a rollback looks for other values: emergencies and their resets lie between.</summary>
    private const int HistoryMax = 100;

    /// <summary>How far back the reset of an older emergency is looked for; as far as a start does.</summary>
    private const int ResetsMax = 1_000;

    private const int AttemptsMax = 200;

    /// <summary>As the store has it; null: none. Throws <see cref="PolicyUnavailableException"/>.</summary>
    public Task<TradingPolicy?> ReadAsync() => store.ReadAsync(CancellationToken.None);

    /// <summary>Newest first, the current one included.</summary>
    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take) => store.ReadHistoryAsync(take, CancellationToken.None);

    /// <summary>
    /// Returns the policy with an emergency in it: this one, or one that was there before. A write that its own reset has
    /// overtaken changes nothing.
    /// </summary>
    /// <param name="isOld">It may have been reset some emergencies ago: the history is asked too. One that was made just now cannot have been.</param>
    public async Task<TradingPolicy> SetEmergencyModeAsync(EmergencyLatch latch, bool isOld = false)
    {
        var wasReset = isOld && await WasResetAsync(latch.EmergencyId);
        return await ChangeAsync(policy => policy is not null && (wasReset || policy.LastResetEmergencyId == latch.EmergencyId)
            ? policy
            : PolicyChanges.EnterEmergency(policy ?? DefaultPolicy.Create(time.GetUtcNow()), latch));
    }

    /// <param name="drawdownLimit">The limit from now on, when the reset gave one; null: the policy's.</param>
    public Task<TradingPolicy> ClearEmergencyAsync(Guid emergencyId, string by, Fraction? drawdownLimit = null) =>
        ChangeAsync(policy => PolicyChanges.ClearEmergency(policy ?? DefaultPolicy.Create(time.GetUtcNow()), emergencyId, by, time.GetUtcNow(), drawdownLimit));

    /// <summary>The stored policy, or the default written as the first one.</summary>
    public Task<TradingPolicy> ReadOrCreateAsync() =>
        ChangeAsync(policy => policy ?? DefaultPolicy.Create(time.GetUtcNow()));

    /// <summary>Writes what a person asked for, decided anew on every policy that it meets.</summary>
    /// <param name="objection">Asked before each write; what it returns is the refusal.</param>
    /// <returns>What was written, or why nothing was. Throws <see cref="PolicyUnavailableException"/> when it is not known, and when there is no policy.</returns>
    public async Task<PolicyEdit> EditAsync(PolicyChange change, string by, Func<PolicyEdit.Made, string?> objection)
    {
        PolicyEdit edit = new PolicyEdit.Refused("");
        var history = change is PolicyChange.RollBack ? await store.ReadHistoryAsync(HistoryMax, CancellationToken.None) : [];
        var written = await ChangeAsync(current =>
        {
            edit = PolicyEditor.Edit(current ?? throw new PolicyUnavailableException("There is no policy yet that could be changed; whoever leads writes the first one."), history, change, by, time.GetUtcNow());
            edit = edit is PolicyEdit.Made made && objection(made) is { } why ? new PolicyEdit.Refused(why) : edit;
            return edit is PolicyEdit.Made { Next: var next } ? next : current;
        });
        return edit is PolicyEdit.Made decided ? decided with { Next = written } : edit;
    }

    /// <summary>Writes down that what was loosened for a while is back.</summary>
    public Task<TradingPolicy> GoBackAsync() =>
        ChangeAsync(policy => PolicyExpiry.GoneBack(policy ?? throw new PolicyUnavailableException("There is no policy in the store."), time.GetUtcNow()));

    /// <summary>A history that cannot be read proves no reset.</summary>
    private async Task<bool> WasResetAsync(Guid emergencyId)
    {
        try
        {
            return (await store.ReadHistoryAsync(ResetsMax, CancellationToken.None)).Any(p => p.LastResetEmergencyId == emergencyId);
        }
        catch (PolicyUnavailableException)
        {
            return false;
        }
    }

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
