namespace QuantumTrader.Web.Engine.Execution;

internal static partial class ExecutionLog // event ids 4000-4099
{
    [LoggerMessage(EventId = 4001, EventName = "OrderDenied", Level = LogLevel.Warning, Message = "Denied {Symbol} {ClientOrderId}: {Codes}")]
    public static partial void OrderDenied(this ILogger log, string symbol, string clientOrderId, string codes);

    [LoggerMessage(EventId = 4002, EventName = "IntentDropped", Level = LogLevel.Warning, Message = "Dropped {Symbol} {ClientOrderId}: it waited {AgeMs} ms")]
    public static partial void IntentDropped(this ILogger log, string symbol, string clientOrderId, double ageMs);

    [LoggerMessage(EventId = 4003, EventName = "OrderRejected", Level = LogLevel.Warning, Message = "The venue rejected {Symbol} {ClientOrderId}: {VenueCode} {VenueText}")]
    public static partial void OrderRejected(this ILogger log, string symbol, string clientOrderId, int venueCode, string venueText);

    [LoggerMessage(EventId = 4004, EventName = "OrderUnknown", Level = LogLevel.Error, Message = "Unknown outcome of {Symbol} {ClientOrderId}: {Cause}; no entry on this symbol until the venue has said what is true")]
    public static partial void OrderUnknown(this ILogger log, string symbol, string clientOrderId, string cause);

    [LoggerMessage(EventId = 4005, EventName = "OrderResolved", Level = LogLevel.Information, Message = "The venue said what became of {Symbol} {ClientOrderId}: {Result}")]
    public static partial void OrderResolved(this ILogger log, string symbol, string clientOrderId, string result);

    [LoggerMessage(EventId = 4006, EventName = "ForeignFill", Level = LogLevel.Warning, Message = "A fill that no trade of ours explains: {Symbol} {ClientOrderId}, fill {FillId}")]
    public static partial void ForeignFill(this ILogger log, string symbol, string clientOrderId, long fillId);

    [LoggerMessage(EventId = 4007, EventName = "ReconcileFailed", Level = LogLevel.Error, Message = "The account could not be read: {Cause}")]
    public static partial void ReconcileFailed(this ILogger log, string cause);

    [LoggerMessage(EventId = 4009, EventName = "StrangeOrder", Level = LogLevel.Warning, Message = "An order of ours that no open trade knows rests at the venue and is canceled: {Symbol} {ClientOrderId}")]
    public static partial void StrangeOrder(this ILogger log, string symbol, string clientOrderId);

    [LoggerMessage(EventId = 4010, EventName = "UnknownTrade", Level = LogLevel.Warning, Message = "The end of an order whose trade the journal does not hold: {Symbol} {ClientOrderId}")]
    public static partial void UnknownTrade(this ILogger log, string symbol, string clientOrderId);

    [LoggerMessage(EventId = 4011, EventName = "JournalHangs", Level = LogLevel.Error, Message = "The journal does not answer; {Symbol} {ClientOrderId} reduces a position and goes out without it")]
    public static partial void JournalHangs(this ILogger log, string symbol, string clientOrderId);

    [LoggerMessage(EventId = 4012, EventName = "TradesNotMerged", Level = LogLevel.Warning, Message = "The shared store does not give its trades; nothing is opened before it does")]
    public static partial void TradesNotMerged(this ILogger log, Exception e);

    [LoggerMessage(EventId = 4013, EventName = "Leads", Level = LogLevel.Warning, Message = "This process leads, under epoch {Epoch}")]
    public static partial void Leads(this ILogger log, long epoch);

    [LoggerMessage(EventId = 4014, EventName = "StandsBy", Level = LogLevel.Warning, Message = "This process stands by; {Holder} leads. {Cause}")]
    public static partial void StandsBy(this ILogger log, string holder, string cause);

    [LoggerMessage(EventId = 4015, EventName = "GoesOnAlone", Level = LogLevel.Warning, Message = "Nobody answers for the lease: known trades are looked after and none is opened. {Cause}")]
    public static partial void GoesOnAlone(this ILogger log, string cause);

    [LoggerMessage(EventId = 4016, EventName = "Recovered", Level = LogLevel.Warning, Message = "A position of ours whose story was lost: {Symbol} {Quantity} is trade {TradeId} from now on, as the venue tells it")]
    public static partial void Recovered(this ILogger log, string symbol, string quantity, string tradeId);

    [LoggerMessage(EventId = 4017, EventName = "NotOurs", Level = LogLevel.Warning, Message = "A position that no order of ours opened: {Symbol} {Quantity} is left alone, and the symbol takes no entry while it is held")]
    public static partial void NotOurs(this ILogger log, string symbol, string quantity);

    [LoggerMessage(EventId = 4018, EventName = "NotAtVenue", Level = LogLevel.Error, Message = "Trade {TradeId} is over: the venue holds nothing of its {Quantity} {Symbol} and tells no fill; its result is not known")]
    public static partial void NotAtVenue(this ILogger log, string tradeId, string symbol, string quantity);

    [LoggerMessage(EventId = 4008, EventName = "LedgerCorrected", Level = LogLevel.Warning, Message = "The ledger differed from the venue and took the venue's word: {Difference}")]
    public static partial void LedgerCorrected(this ILogger log, string difference);

    [LoggerMessage(EventId = 4019, EventName = "LeverageNotConfirmed", Level = LogLevel.Warning, Message = "Nothing is opened in {Symbol}: leverage {Leverage} was asked for and the venue does not show it ({Cause})")]
    public static partial void LeverageNotConfirmed(this ILogger log, string symbol, decimal leverage, string cause);

    [LoggerMessage(EventId = 4020, EventName = "FillsInDoubt", Level = LogLevel.Information, Message = "The venue calls {ClientOrderId} of {Symbol} filled before its fills add up; nothing is opened there until they do or the venue was compared")]
    public static partial void FillsInDoubt(this ILogger log, string symbol, string clientOrderId);

    [LoggerMessage(EventId = 4021, EventName = "OrderNotOurs", Level = LogLevel.Warning, Message = "An order that is not ours rests at the venue and is left alone: {Symbol} {ClientOrderId}")]
    public static partial void OrderNotOurs(this ILogger log, string symbol, string clientOrderId);

    [LoggerMessage(EventId = 4022, EventName = "Adopted", Level = LogLevel.Warning, Message = "A position that no order of ours opened: {Symbol} {Quantity} is adopted by policy as trade {TradeId}")]
    public static partial void Adopted(this ILogger log, string symbol, string quantity, string tradeId);
}
