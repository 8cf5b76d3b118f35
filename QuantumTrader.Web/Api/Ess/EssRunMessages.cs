using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <summary>The stop's run with its receipts, and what is kept of earlier ones.</summary>
/// <param name="Run">The name of the run that is on or was the last; null while trading is not stopped.</param>
/// <param name="Receipts">One per order canceled and position closed.</param>
/// <param name="SizeShare">What the size of entries is multiplied by on the way back after a reset.</param>
/// <param name="LastRuns">Those that are over, newest first.</param>
/// <param name="IsDrillDue">There was no drill for too long, or the last one failed.</param>
/// <param name="CoolDownUntilUtc">Until when it cannot be reset; null when it can, as far as that goes.</param>
public sealed record EssRun(
    DateTimeOffset AsOfUtc,
    EmergencyRunState RunState,
    string? Run,
    IReadOnlyList<ReceiptFacts> Receipts,
    ReEntryStage? ReEntry,
    decimal SizeShare,
    IReadOnlyList<RunSummary> LastRuns,
    DateTimeOffset? LastDrillAtUtc,
    bool IsDrillDue,
    DateTimeOffset? CoolDownUntilUtc);

/// <param name="What">A position that is closed, or an order that is canceled.</param>
/// <param name="ClientOrderId">Of the order; of a position, the last close that was sent.</param>
/// <param name="ConfirmedAtUtc">When the venue said, or showed, that it is gone.</param>
public sealed record ReceiptFacts(
    int Number,
    ReceiptKind What,
    string Symbol,
    string PositionSide,
    OrderOwner Owner,
    string ClientOrderId,
    decimal Quantity,
    DateTimeOffset AskedAtUtc,
    DateTimeOffset? SentAtUtc,
    DateTimeOffset? ConfirmedAtUtc,
    ReceiptOutcome Outcome,
    int Attempts,
    string Detail);

/// <summary>The certificate of a run that is over, as its file holds it to the byte.</summary>
/// <param name="Certificate">Trigger, times, every receipt and both readings of the venue; amounts as text.</param>
/// <param name="Sha256">Of the certificate's bytes, lower-case hex.</param>
public sealed record EssCertificate(System.Text.Json.JsonElement Certificate, string Sha256);

/// <summary>What a stop would do to the account as it is now.</summary>
/// <param name="Cost">Half the spread and the taker fee, in USDT; an estimate.</param>
public sealed record EssPreview(DateTimeOffset AsOfUtc, int OrdersCanceled, int PositionsClosed, int OrdersSent, decimal Notional, decimal Cost, IReadOnlyList<PreviewCancelFacts> Cancels, IReadOnlyList<PreviewCloseFacts> Closes);

/// <param name="AfterItsPosition">It protects a position and stays until that reads zero.</param>
public sealed record PreviewCancelFacts(string Symbol, string ClientOrderId, string Side, string Type, decimal Quantity, OrderOwner Owner, bool AfterItsPosition);

/// <param name="Orders">How many the venue takes it in.</param>
/// <param name="Dust">What no order can be small enough to close.</param>
public sealed record PreviewCloseFacts(string Symbol, string Direction, string PositionSide, decimal Quantity, decimal Notional, int Orders, decimal Dust, OrderOwner Owner, decimal Cost);

/// <summary>How the stop did on a copy of the account; times in milliseconds after the activation, null: it did not come so far.</summary>
/// <param name="NotCopied">What the copy would not take.</param>
public sealed record EssDrill(
    Guid DrillId,
    DateTimeOffset AtUtc,
    bool WentWell,
    EmergencyRunState Outcome,
    int Positions,
    int Orders,
    int NotCopied,
    int Receipts,
    double? GateClosedMs,
    double? DurableMs,
    double? FirstOrderMs,
    double? AllSentMs,
    double? FlatMs,
    string Detail);
