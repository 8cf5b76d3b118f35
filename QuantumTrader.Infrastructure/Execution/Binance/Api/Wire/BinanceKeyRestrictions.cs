namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>GET /sapi/v1/account/apiRestrictions. What is missing counts as allowed: a check must not pass on silence.</summary>
public sealed record BinanceKeyRestrictions
{
    public bool IpRestrict { get; init; }

    /// <summary>Milliseconds since 1970 UTC; 0 when the venue did not say.</summary>
    public long CreateTime { get; init; }

    public bool EnableWithdrawals { get; init; } = true;

    public bool EnableInternalTransfer { get; init; } = true;

    public bool PermitsUniversalTransfer { get; init; } = true;

    public bool EnableReading { get; init; }

    public bool EnableFutures { get; init; }

    /// <summary>Milliseconds since 1970 UTC; null when it does not end.</summary>
    public long? TradingAuthorityExpirationTime { get; init; }
}
