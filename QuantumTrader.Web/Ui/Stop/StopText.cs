using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Stop;

/// <summary>The stop in words, for its page.</summary>
public static class StopText
{
    public static string Headline(StopPicture picture) => picture.Status switch
    {
        { Latched: false } when picture.ReEntry is { } back => $"Trading comes back after a reset: {WordOf(back.Stage)}",
        { Latched: false } => "Trading is not stopped",
        { RunState: EmergencyRunState.Flat } => "Stopped; the account is proved flat",
        { RunState: EmergencyRunState.FlatExceptDust } => "Stopped; flat except for dust that no order can close",
        { RunState: EmergencyRunState.Stuck } => "Stopped, and STUCK: it goes on trying to close",
        { RunState: EmergencyRunState.None } => "The engine is starting",
        _ => "Stopped; the account is being made flat",
    };

    /// <summary>Green only when there is proof, or nothing to prove.</summary>
    public static string ToneOf(StopPicture picture) => picture.Status switch
    {
        { Latched: false } => picture.ReEntry is null ? "qt-tone-profit" : "qt-tone-caution",
        { RunState: EmergencyRunState.Flat } => "qt-tone-profit",
        { RunState: EmergencyRunState.Stuck } => "qt-tone-danger",
        _ => "qt-tone-caution",
    };

    public static string WordOf(ReEntryStage stage) => stage switch
    {
        ReEntryStage.Tenth => "a tenth of each size",
        ReEntryStage.Half => "half of each size",
        ReEntryStage.Full => "full size",
        _ => "nothing is opened",
    };

    public static string What(RunReceipt receipt) => receipt.Kind switch
    {
        ReceiptKind.CancelOrder => "cancel order",
        ReceiptKind.CancelConditional => "cancel conditional",
        _ => "close position",
    };

    public static string ToneOf(ReceiptOutcome outcome) => outcome switch
    {
        ReceiptOutcome.Done or ReceiptOutcome.Gone => "qt-tone-profit",
        ReceiptOutcome.Rejected or ReceiptOutcome.Unknown => "qt-tone-loss",
        _ => "qt-tone-caution",
    };

    /// <summary>After the activation, in milliseconds; a dash when it has not happened.</summary>
    public static string After(DateTimeOffset? at, DateTimeOffset? began) => at is { } then && began is { } from ? Ms(then - from) : Shown.Dash;

    public static string Ms(TimeSpan? span) => span is { } length ? $"{Figures.Count((long)length.TotalMilliseconds)} ms" : Shown.Dash;

    /// <summary>How many receipts are over, of how many.</summary>
    public static string Progress(IReadOnlyList<RunReceipt> receipts) => $"{receipts.Count(r => r.IsOver)} of {receipts.Count} done";
}
