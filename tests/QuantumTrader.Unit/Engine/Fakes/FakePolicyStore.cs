using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>The in-memory policy store, able to fail, to hang, and to let somebody else write first.</summary>
internal sealed class FakePolicyStore : IPolicyStore
{
    public InMemoryPolicyStore Inner { get; } = new();

    public Fault Fault { get; set; }

    /// <summary>Answers, and has no policy: emptied, or another's.</summary>
    public bool IsEmptied { get; set; }

    public int Writes { get; private set; }

    /// <summary>Called once before the next write: who is faster.</summary>
    public Func<Task>? BeforeWrite { get; set; }

    public TradingPolicy? Current => Inner.ReadAsync(CancellationToken.None).Result;

    public Task<TradingPolicy?> ReadAsync(CancellationToken stopping) => Or(() => IsEmptied ? Task.FromResult<TradingPolicy?>(null) : Inner.ReadAsync(stopping));

    public async Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping)
    {
        Writes++;
        if (BeforeWrite is { } before)
        {
            BeforeWrite = null;
            await before();
        }

        return await Or(() => Inner.WriteAsync(next, basedOnVersion, stopping));
    }

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) => Or(() => Inner.ReadHistoryAsync(take, stopping));

    private Task<T> Or<T>(Func<Task<T>> work) => Fault switch
    {
        Fault.Fails => Task.FromException<T>(new PolicyUnavailableException("The policy store is down.", new IOException())),
        Fault.Hangs => new TaskCompletionSource<T>().Task,
        _ => work(),
    };
}
