using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Web.Api.Trading;

/// <param name="AsOfUtc">When the engine made the picture that this is from.</param>
/// <param name="AgeSeconds">How long ago that was.</param>
/// <param name="ReadAtUtc">When the venue last told the account.</param>
public sealed record PositionList(DateTimeOffset AsOfUtc, double AgeSeconds, DateTimeOffset ReadAtUtc, IReadOnlyList<PositionFacts> Positions);

/// <param name="LiquidationDistance">From the mark, as a share of it; null when the venue gives none.</param>
/// <param name="StopPresent">A protective stop rests at the venue, as the venue tells it.</param>
public sealed record PositionFacts(
    string Symbol, Direction Direction, decimal Quantity, decimal NotionalUsd, decimal EntryPrice, decimal MarkPrice, decimal PnlUsd, decimal? LiquidationDistance,
    decimal Leverage, bool StopPresent, string Model, DateTimeOffset? OpenedAtUtc);

/// <param name="ReadAtUtc">When the venue was last asked.</param>
public sealed record OrderList(DateTimeOffset AsOfUtc, double AgeSeconds, DateTimeOffset ReadAtUtc, IReadOnlyList<OrderFacts> Orders);

/// <param name="Purpose">What it is for, or 'not ours'.</param>
/// <param name="Quantity">Not filled yet.</param>
/// <param name="Price">Limit or trigger; null for a market order.</param>
public sealed record OrderFacts(
    string ClientOrderId, string Symbol, OrderSide Side, OrderType Type, string Purpose, decimal Quantity, decimal? Price, bool IsConditional, DateTimeOffset UpdatedAtUtc);

/// <param name="AsOfUtc">When the store was read.</param>
/// <param name="EventsBehind">Events that the store had not taken in the engine's last picture; null when unknown.</param>
/// <param name="NextSkip">For the next page; null at the end.</param>
public sealed record TradeList(DateTimeOffset AsOfUtc, long? EventsBehind, IReadOnlyList<TradeFacts> Trades, long? NextSkip);

/// <param name="NetPnlUsd">After fees and funding.</param>
/// <param name="ExitReason">Empty while open.</param>
public sealed record TradeFacts(
    string TradeId, string Symbol, Direction Direction, string Phase, decimal QuantityPlanned, decimal QuantityEntered, decimal QuantityOpen, decimal? EntryPrice, decimal? ExitPrice,
    decimal Leverage, decimal NetPnlUsd, decimal GrossPnlUsd, decimal FeesUsd, decimal FundingUsd, string ExitReason, string Model, DateTimeOffset PlannedAtUtc, DateTimeOffset? OpenedAtUtc,
    DateTimeOffset? ClosedAtUtc);

/// <param name="EntriesDenied">Since the start.</param>
/// <param name="Groups">By code, the most frequent of the last hour first.</param>
public sealed record DenialList(DateTimeOffset AsOfUtc, double AgeSeconds, long EntriesDenied, IReadOnlyList<DenialGroup> Groups, IReadOnlyList<DenialFacts> Denials);

/// <param name="Count">Denied entries since the start that had this reason.</param>
/// <param name="LastDetail">The newest one in words, with the limit that would have passed.</param>
public sealed record DenialGroup(string Code, string Runbook, long Count, long InLastHour, DateTimeOffset FirstAtUtc, DateTimeOffset LastAtUtc, string LastSymbol, string LastDetail);

/// <param name="Codes">Each has a page in the runbooks.</param>
/// <param name="Details">The numbers behind each code, in the same order.</param>
public sealed record DenialFacts(DateTimeOffset AtUtc, string Symbol, IReadOnlyList<string> Codes, IReadOnlyList<string> Details);
