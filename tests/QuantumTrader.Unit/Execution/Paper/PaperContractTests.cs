using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Execution.Paper;

/// <summary>The contract on the paper exchange.</summary>
public sealed class PaperContractTests : ExchangeContract
{
    protected override Task<IContractVenue> StartAsync() => Task.FromResult<IContractVenue>(new Venue());

    private sealed class Venue : IContractVenue
    {
        private readonly ExchangeBench _bench = new ExchangeBench(VenueBench.Exact with { StartingBalance = new(10_000m) }).Bar(30_000m);

        public IExchange Exchange => _bench.Exchange;

        public TimeProvider Time => _bench.Clock;

        public Task MoveAsync(decimal price)
        {
            _bench.Bar(price);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => _bench.Exchange.DisposeAsync();
    }
}
