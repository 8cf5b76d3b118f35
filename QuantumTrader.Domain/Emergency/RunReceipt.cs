using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>What the run did about one order or one position. Replaced by a newer one of the same number as it goes on.</summary>
public sealed record RunReceipt
{
    public const int DetailLengthMax = 200;
    public const int ClosesMax = 100;

    /// <summary>From 1 within the run.</summary>
    public required int Number { get; init; }

    public required ReceiptKind Kind { get; init; }
    public required Symbol Symbol { get; init; }
    public PositionSide PositionSide { get; init; }
    public required OrderOwner Owner { get; init; }

    /// <summary>Of the order that is canceled; of a position, the last close that was sent, empty before the first.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>Of a position that took several closes, because it is larger than one order may be or because some did not reduce it: all of them, the last one too, at most <see cref="ClosesMax"/> from the last back. Null for one.</summary>
    public IReadOnlyList<string>? Closes { get; init; }

    /// <summary>What was open when the run first saw it.</summary>
    public required Quantity Quantity { get; init; }

    public required DateTimeOffset AskedAtUtc { get; init; }

    /// <summary>The first time that something was sent for it.</summary>
    public DateTimeOffset? SentAtUtc { get; init; }

    public DateTimeOffset? ConfirmedAtUtc { get; init; }
    public required ReceiptOutcome Outcome { get; init; }

    /// <summary>Orders, or cancels, sent for it so far.</summary>
    public int Attempts { get; init; }

    /// <summary>What the venue said when it refused or was silent; at most <see cref="DetailLengthMax"/> characters.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The orders that this receipt speaks of; none for a position that no close was planned for yet.</summary>
    public IReadOnlyList<string> AllClientOrderIds() => Closes ?? (ClientOrderId.Length > 0 ? [ClientOrderId] : []);

    public bool IsOver => Outcome is ReceiptOutcome.Done or ReceiptOutcome.Gone or ReceiptOutcome.Dust;
}
