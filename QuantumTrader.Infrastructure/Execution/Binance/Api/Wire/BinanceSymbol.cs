namespace QuantumTrader.Infrastructure.Execution.Binance.Api;

/// <summary>A contract and its rules. The precisions are not in here on purpose: they are neither tick nor step.</summary>
public sealed record BinanceSymbol
{
    public required string Symbol { get; init; }

    /// <summary>PERPETUAL, or a kind that is not traded here.</summary>
    public required string ContractType { get; init; }

    /// <summary>TRADING, PENDING_TRADING, SETTLING and others.</summary>
    public required string Status { get; init; }

    public string? MarginAsset { get; init; }

    public string? QuoteAsset { get; init; }

    /// <summary>How far from the mark a market order may trade through; a share.</summary>
    public decimal? MarketTakeBound { get; init; }

    /// <summary>Kinds that nobody here knows are among them and are left alone.</summary>
    public required IReadOnlyList<BinanceFilter> Filters { get; init; }
}
