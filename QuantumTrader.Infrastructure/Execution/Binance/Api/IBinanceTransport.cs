using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;

namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>The port, and what whoever carries it knows of the venue besides.</summary>
public interface IBinanceTransport : IBinanceApi, IDisposable
{
    CallMeter Meter { get; }

    /// <summary>Whether the venue forbids opening anything.</summary>
    HaltWatch Halts { get; }
}
