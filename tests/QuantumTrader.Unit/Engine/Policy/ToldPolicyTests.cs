using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Policy;

public sealed class ToldPolicyTests : IDisposable
{
    private readonly FakePolicyStore _policies = new();
    private readonly MemoryTold _told = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Start_PolicyThatTheJournalKnows_IsNotToldAgain()
    {
        Assert.Single(Start());
        Assert.Empty(Start());
    }

    [Fact]
    public async Task Start_PolicyChangedMeanwhile_IsTold()
    {
        Start();
        await ChangeAsync("somebody else");
        Assert.Equal("somebody else", Assert.Single(Start()).UpdatedBy);
        Assert.Empty(Start());
    }

    [Fact]
    public void Start_JournalTookNothing_IsToldAgain()
    {
        Start(bench => bench.Journal.Fault = Fault.Fails);
        Assert.Null(_told.Last);
        Assert.Single(Start());
    }

    [Fact]
    public async Task Change_WhileRunning_IsToldAlsoWhenItIsNoted()
    {
        using var bench = new EngineBench(told: _told, policies: _policies);
        bench.Await(() => bench.Engine.StartAsync(held: null));
        await ChangeAsync("rita");
        bench.Await(bench.Engine.RefreshPolicyAsync);
        Assert.Equal("rita", bench.Of<PolicyUpdated>().Last().UpdatedBy);
        Assert.Equal(_policies.Current, _told.Last);
    }

    [Fact]
    public async Task File_HoldsWhatWasNotedAndNothingElse()
    {
        Start();
        var policy = _policies.Current!;
        var path = _folder["policy.told"];
        Assert.False(new ToldPolicyFile(path).Holds(policy));
        await new ToldPolicyFile(path).NoteAsync(policy);

        Assert.True(new ToldPolicyFile(path).Holds(policy));
        Assert.False(new ToldPolicyFile(path).Holds(policy with { Version = policy.Version + 1 }));
        Assert.False(new ToldPolicyFile(path).Holds(policy with { UpdatedAtUtc = policy.UpdatedAtUtc.AddTicks(1) }));
        await new ToldPolicyFile(_folder["file/below/a/file"]).NoteAsync(policy);
        await File.WriteAllTextAsync(path, "");
        Assert.False(new ToldPolicyFile(path).Holds(policy));
    }

    private IReadOnlyList<PolicyUpdated> Start(Action<EngineBench>? first = null)
    {
        using var bench = new EngineBench(told: _told, policies: _policies);
        first?.Invoke(bench);
        bench.Await(() => bench.Engine.StartAsync(held: null));
        return [.. bench.Of<PolicyUpdated>()];
    }

    private async Task ChangeAsync(string by)
    {
        var now = _policies.Current!;
        Assert.IsType<PolicyWriteResult.Written>(await _policies.WriteAsync(now with { UpdatedBy = by }, now.Version, CancellationToken.None));
    }

    private sealed class MemoryTold : IToldPolicy
    {
        public TradingPolicy? Last { get; private set; }

        public bool Holds(TradingPolicy policy) => Last == policy;

        public Task NoteAsync(TradingPolicy policy)
        {
            Last = policy;
            return Task.CompletedTask;
        }
    }
}
