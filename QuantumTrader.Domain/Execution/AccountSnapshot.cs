using System.Collections.ObjectModel;
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

    /// <summary>The instant from which <see cref="NetTransfers"/> counts; null where that has no name that another process would understand.</summary>
    public DateTimeOffset? TransfersSinceUtc { get; init; }

    /// <summary>The transfers could not be read; <see cref="NetTransfers"/> is what was known before.</summary>
    public bool TransfersUnread { get; init; }

    /// <summary>Of the traded symbols, also those that are not held; empty where the venue tells positions alone.</summary>
    public IReadOnlyDictionary<Symbol, Leverage> Leverages { get; init; } = ReadOnlyDictionary<Symbol, Leverage>.Empty;

    public required IReadOnlyList<VenuePosition> Positions { get; init; }

    /// <summary>When the venue made it, by the clock of its updates: what happened before is in it.</summary>
    public required DateTimeOffset AtUtc { get; init; }

    /// <summary>Wallet plus unrealised profit, marked to market: what a drawdown is measured on.</summary>
    public Usd Equity => WalletBalance + UnrealisedPnl;
}
