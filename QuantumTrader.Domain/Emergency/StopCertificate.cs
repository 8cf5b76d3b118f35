namespace QuantumTrader.Domain.Emergency;

/// <summary>
/// What a run did and how it was proved: made once it is over, from what is durable alone, so that the same run always gives the same
/// text. Nothing changes it afterwards.
/// </summary>
public sealed record StopCertificate
{
    public const int FormatCurrent = 1;

    /// <summary>The shape of this document; another number is refused, never guessed at.</summary>
    public required int Format { get; init; }

    /// <summary>See <see cref="RunName"/>.</summary>
    public required string Run { get; init; }

    public required Guid EmergencyId { get; init; }
    public required string Trigger { get; init; }
    public required string Reason { get; init; }
    public required string ActivatedBy { get; init; }
    public required DateTimeOffset ActivatedAtUtc { get; init; }
    public required EmergencyRunState Outcome { get; init; }
    public required RunTimes Times { get; init; }
    public required int OrdersCanceled { get; init; }
    public required int ClosesSent { get; init; }

    /// <summary>What no order can be small enough to close; empty when there is none.</summary>
    public required string Dust { get; init; }

    public required IReadOnlyList<RunReceipt> Receipts { get; init; }

    /// <summary>Orders and positions beyond <see cref="RunLedger.ReceiptsMax"/>, which were handled without a receipt.</summary>
    public required int Unreceipted { get; init; }

    /// <summary>The two readings that say flat, in the order in which they were made.</summary>
    public required IReadOnlyList<RunReading> Proof { get; init; }

    /// <summary>Of a run that is over.</summary>
    public static StopCertificate Of(EmergencyRecord record, RunLedger ledger) => new()
    {
        Format = FormatCurrent,
        Run = record.RunName,
        EmergencyId = record.Latch.EmergencyId,
        Trigger = record.Latch.Trigger,
        Reason = record.Latch.Reason,
        ActivatedBy = record.Latch.ActivatedBy,
        ActivatedAtUtc = record.Latch.ActivatedAtUtc,
        Outcome = record.RunState,
        Times = record.Times,
        OrdersCanceled = record.OrdersCanceled,
        ClosesSent = record.ClosesSent,
        Dust = record.Detail,
        Receipts = [.. ledger.Receipts],
        Unreceipted = ledger.Unreceipted,
        Proof = [.. ledger.Readings.TakeLast(2)],
    };
}
