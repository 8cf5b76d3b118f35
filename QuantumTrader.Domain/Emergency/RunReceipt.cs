using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>What the run did about one order or one position. Replaced by a newer one of the same number as it goes on.</summary>
public sealed record RunReceipt
{
    public const int DetailLengthMax = 200;

    /// <summary>From 1 within the run.</summary>
    public required int Number { get; init; }

    public required ReceiptKind Kind { get; init; }
    public required Symbol Symbol { get; init; }
    public PositionSide PositionSide { get; init; }
    public required OrderOwner Owner { get; init; }

    /// <summary>Of the order that is canceled; of a position, the last close that was sent, empty before the first.</summary>
    public required string ClientOrderId { get; init; }

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

    public bool IsOver => Outcome is ReceiptOutcome.Done or ReceiptOutcome.Gone or ReceiptOutcome.Dust;
}
