using QuantumTrader.Unit.Execution;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>The contract on the gateway, over HTTP, against the fake venue.</summary>
public sealed class BinanceContractTests : ExchangeContract
{
    protected override async Task<IContractVenue> StartAsync() => await GatewayOnVenue.StartAsync();
}
