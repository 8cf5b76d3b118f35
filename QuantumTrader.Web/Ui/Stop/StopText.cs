using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Stop;

/// <summary>The stop in words, for its page.</summary>
public static class StopText
{
    public static string Headline(StopPicture picture) => picture.Status switch
    {
        { Latched: false } when picture.ReEntry is { } back => $"Trading comes back after a reset: {WordOf(back.Stage)}",
        { Latched: false, Mode: TradingMode.ReduceOnly } => "No emergency stop; nothing new is opened now (reduce only)",
        { Latched: false, Mode: TradingMode.Halted } => "No emergency stop; trading is halted",
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
        { Latched: false } => picture.ReEntry is null && picture.Status.Mode == TradingMode.Active ? "qt-tone-profit" : "qt-tone-caution",
        { RunState: EmergencyRunState.Flat } => "qt-tone-profit",
        { RunState: EmergencyRunState.Stuck } => "qt-tone-danger",
        _ => "qt-tone-caution",
    };

    public static string ToneOf(EmergencyRunState outcome) => outcome switch
    {
        EmergencyRunState.Flat => "qt-tone-profit",
        EmergencyRunState.Stuck => "qt-tone-danger",
        _ => "qt-tone-caution",
    };

    /// <summary>What stands against flat, and what people can do; null while nothing does.</summary>
    public static string? Left(EmergencyStatus status, IReadOnlyList<RunReading> readings) => status.RunState switch
    {
        EmergencyRunState.FlatExceptDust => $"Too small for any order: {(readings is [.., { Dust.Length: > 0 } last] ? last.Dust : "see the certificate")}. It is no risk worth a trade; convert or close it at the venue by hand if it disturbs.",
        EmergencyRunState.Stuck => $"The run goes on trying{(readings is [.., { Objection: { } why }] ? $"; what stands against flat: {why}" : "")}. Look at the venue itself and close by hand there what is listed here; the run sees that and ends.",
        EmergencyRunState.Flat or EmergencyRunState.None => null,
        _ => readings is [.., { Objection: { } why }] ? $"Not flat yet: {why}" : null,
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

    public static string WordOf(ReceiptOutcome outcome) => outcome switch
    {
        ReceiptOutcome.Done => "done",
        ReceiptOutcome.Gone => "gone already",
        ReceiptOutcome.Dust => "dust: too small for an order",
        ReceiptOutcome.Unknown => "no answer: asking",
        _ => outcome.ToString().ToLowerInvariant(),
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

    /// <summary>What is open at the venue; who does not know says so.</summary>
    public static string Open(EmergencyStatus status) => $"{Counted(status.Positions, "position")}, {Counted(status.Orders, "order")}";

    private static string Counted(int? count, string what) => count switch
    {
        null => $"{what}s not known",
        1 => $"1 {what}",
        { } many => $"{Figures.Count(many)} {what}s",
    };

    /// <summary>How many receipts are over, of how many.</summary>
    public static string Progress(IReadOnlyList<RunReceipt> receipts) => $"{receipts.Count(r => r.IsOver)} of {receipts.Count} done";
}
