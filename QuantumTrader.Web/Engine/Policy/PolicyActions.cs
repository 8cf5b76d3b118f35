using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Web.Engine.Policy;

/// <summary>The door for people: takes their calls to the engine's scheduler and back.</summary>
public sealed class PolicyActions(EngineContext context, Func<TradingEngine?> engine) : IPolicyActions, IDisposable
{
    // One after another: a hundred people at once would otherwise each lose a hundred races.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Task<TradingPolicy> ReadAsync(CancellationToken stopping) => context.InvokeAsync(async () =>
        await Require().PolicyWriter.ReadAsync() is { } policy ? policy : throw new PolicyUnavailableException("The store has no policy; nothing new is traded. See docs/runbooks/policy-missing.md.")).WaitAsync(stopping);

    public Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping) =>
        context.InvokeAsync(() => Require().PolicyWriter.ReadHistoryAsync(take)).WaitAsync(stopping);

    public Task<PolicyEdit> EditAsync(PolicyChange change, string by, Func<PolicyEdit.Made, string?> objection) => context.InvokeAsync(async () =>
    {
        await _turn.WaitAsync();
        try
        {
            var edit = await Require().PolicyWriter.EditAsync(change, by, objection);
            if (edit is PolicyEdit.Made { Next: var written })
            {
                Require().Policy.Take(written);
            }

            return edit;
        }
        finally
        {
            _turn.Release();
        }
    });

    public void Dispose() => _turn.Dispose();

    private TradingEngine Require() =>
        engine() ?? throw new PolicyUnavailableException("The engine has not started yet; nothing trades. Try again in a moment.");
}
