using QuantumTrader.Domain.Execution;

namespace QuantumTrader.Unit.Execution;

/// <summary>A venue on which the contract is tried: an exchange with BTCUSDT at 30,000, an empty account, and a market that the test moves.</summary>
public interface IContractVenue : IAsyncDisposable
{
    IExchange Exchange { get; }

    TimeProvider Time { get; }

    /// <summary>Moves BTCUSDT there, at once.</summary>
    Task MoveAsync(decimal price);
}
