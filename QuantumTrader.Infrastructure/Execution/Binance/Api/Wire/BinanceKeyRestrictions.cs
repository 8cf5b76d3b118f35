namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>GET /sapi/v1/account/apiRestrictions. What the venue does not tell is null, and no check may pass on it.</summary>
public sealed record BinanceKeyRestrictions
{
    public bool IpRestrict { get; init; }

    /// <summary>Milliseconds since 1970 UTC; 0 when the venue did not say.</summary>
    public long CreateTime { get; init; }

    public bool? EnableWithdrawals { get; init; }

    public bool? EnableInternalTransfer { get; init; }

    public bool? PermitsUniversalTransfer { get; init; }

    public bool EnableReading { get; init; }

    public bool EnableFutures { get; init; }

    /// <summary>Milliseconds since 1970 UTC; null when it does not end.</summary>
    public long? TradingAuthorityExpirationTime { get; init; }
}
