using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>Everything that a paper account is: an account made from it goes on exactly as the one that gave it.</summary>
public sealed record PaperAccountState
{
    public const int FormatCurrent = 1;

    /// <summary>The shape of this document; another number is refused, never guessed at.</summary>
    public required int Format { get; init; }

    public required bool HedgeMode { get; init; }

    /// <summary>The seed of the draws and how many were made.</summary>
    public required ulong Seed { get; init; }
    public required ulong Draws { get; init; }

    public required Usd StartingBalance { get; init; }
    public required Usd Wallet { get; init; }
    public required Usd NetTransfers { get; init; }

    /// <summary>Sums since the start, so that wallet = start + transfers + realised - fees + funding can be checked at any time.</summary>
    public required Usd RealisedPnl { get; init; }
    public required Usd Fees { get; init; }
    public required Usd Funding { get; init; }

    public required long NextOrderId { get; init; }
    public required long NextFillId { get; init; }

    public required IReadOnlyList<PaperSymbolState> Symbols { get; init; }

    /// <summary>Regular and conditional, in the order of their ids within a symbol.</summary>
    public required IReadOnlyList<PaperOrderState> OpenOrders { get; init; }

    /// <summary>The last ones to finish, oldest first; <see cref="FinishedOrdersEvicted"/> finished before them.</summary>
    public required IReadOnlyList<VenueOrder> FinishedOrders { get; init; }
    public required long FinishedOrdersEvicted { get; init; }

    /// <summary>The last fills, oldest first, ids without gaps; <see cref="FillsEvicted"/> came before them.</summary>
    public required IReadOnlyList<VenueFill> Fills { get; init; }
    public required long FillsEvicted { get; init; }
}
