namespace QuantumTrader.Infrastructure.Execution.Binance.Http;

internal enum EndpointAccess
{
    Public,

    /// <summary>The key in a header.</summary>
    Key,

    /// <summary>The key, a time stamp and a signature.</summary>
    Signed,

    /// <summary>Signed, at the host of the wallet.</summary>
    Wallet,
}
