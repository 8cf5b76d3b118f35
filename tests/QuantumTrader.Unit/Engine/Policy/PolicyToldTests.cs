using QuantumTrader.Domain.Policy;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Policy;

public sealed class PolicyToldTests
{
    [Fact]
    public void Start_WithAPolicyThatWasChangedBefore_TellsOfNoChange()
    {
        using var bench = new EngineBench();
        bench.Await(() => bench.Policies.WriteAsync(DefaultPolicy.Create(bench.Now - TimeSpan.FromDays(1)), 0, CancellationToken.None));

        bench.Await(() => bench.Engine.StartAsync(held: null));
        bench.Step();

        Assert.True(bench.Engine.Policy.WasSeen);
        Assert.Empty(bench.Of<PolicyUpdated>());
    }

    [Fact]
    public void Change_AfterTheStart_IsTold()
    {
        using var bench = new EngineBench();
        var old = DefaultPolicy.Create(bench.Now - TimeSpan.FromDays(1));
        bench.Await(() => bench.Policies.WriteAsync(old, 0, CancellationToken.None));
        bench.Await(() => bench.Engine.StartAsync(held: null));

        bench.Do(() => bench.Engine.Policy.Take(old with { Version = old.Version + 1, UpdatedBy = "rita" }));

        Assert.Equal("rita", Assert.Single(bench.Of<PolicyUpdated>()).UpdatedBy);
    }
}
