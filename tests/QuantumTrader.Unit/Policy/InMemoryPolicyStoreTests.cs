using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Unit.Policy;

public class InMemoryPolicyStoreTests : PolicyStoreContract
{
    protected override IPolicyStore Store { get; } = new InMemoryPolicyStore();

    protected override IPolicyStore SecondDoor => Store;

    [Fact]
    public void EveryCall_CompletesBeforeItReturns()
    {
        Assert.True(Store.WriteAsync(Calm, 0, CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(Store.ReadAsync(CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(Store.ReadHistoryAsync(1, CancellationToken.None).IsCompletedSuccessfully);
    }
}
