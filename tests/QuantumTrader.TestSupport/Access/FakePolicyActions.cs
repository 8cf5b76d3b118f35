using Microsoft.Extensions.Options;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.TestSupport.Redis;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.TestSupport.Access;

/// <summary>The engine's door to the policy over a store in memory, with the default policy in it.</summary>
public sealed class FakePolicyActions : IPolicyActions
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 11, 0, 0, TimeSpan.Zero);

    public FakePolicyActions() => Store.WriteAsync(DefaultPolicy.Create(Start), 0, CancellationToken.None).GetAwaiter().GetResult();

    public InMemoryPolicyStore Store { get; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public List<TradingPolicy> Written { get; } = [];

    /// <summary>Called before the next edit: somebody else is faster.</summary>
    public Func<Task>? BeforeEdit { get; set; }

    /// <summary>What every call fails with; null: none does.</summary>
    public Exception? Failure { get; set; }

    public TradingPolicy Current => Store.ReadAsync(CancellationToken.None).Result!;

    public async Task<TradingPolicy> ReadAsync(CancellationToken stopping) => Failure is { } failure ? throw failure : (await Store.ReadAsync(stopping))!;

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) => Failure is { } failure ? Task.FromException<IReadOnlyList<TradingPolicy>>(failure) : Store.ReadHistoryAsync(take, stopping);

    public async Task<PolicyEdit> EditAsync(PolicyChange change, string by, Func<PolicyEdit.Made, string?> objection)
    {
        if (BeforeEdit is { } before)
        {
            BeforeEdit = null;
            await before();
        }

        var edit = await new PolicyWriter(Store, Time).EditAsync(change, by, objection);
        if (edit is PolicyEdit.Made made)
        {
            Written.Add(made.Next);
        }

        return edit;
    }

    /// <summary>The real service over it.</summary>
    public PolicyControl Control(IAccessGate gate, IApprovalControl approvals, AccessOptions options, TimeProvider time)
    {
        Time = time;
        return new(gate, approvals, this, new PolicyDryRuns(new HashingJournal(keep: 1), new MemoryJournal("empty"), time), Options.Create(options), time);
    }
}
