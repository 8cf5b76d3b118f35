using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>One consistent reading of the account.</summary>
public sealed record AccountSnapshot
{
    /// <summary>Cash, without unrealised profit.</summary>
    public required Usd WalletBalance { get; init; }

    public required Usd UnrealisedPnl { get; init; }

    public required Usd AvailableBalance { get; init; }

    /// <summary>Deposits less withdrawals so far; a drawdown must not see them as profit or loss.</summary>
    public required Usd NetTransfers { get; init; }

    public required IReadOnlyList<VenuePosition> Positions { get; init; }

    /// <summary>When the venue made it, by the clock of its updates: what happened before is in it.</summary>
    public required DateTimeOffset AtUtc { get; init; }

    /// <summary>Wallet plus unrealised profit, marked to market: what a drawdown is measured on.</summary>
    public Usd Equity => WalletBalance + UnrealisedPnl;
}
