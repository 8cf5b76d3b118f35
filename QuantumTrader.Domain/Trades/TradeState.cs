using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>One trade as folded from its events. Two states are compared by their serialised form: lists make record equality useless.</summary>
public sealed record TradeState
{
    public required TradeId TradeId { get; init; }
    public required Symbol Symbol { get; init; }
    public required Direction Direction { get; init; }
    public PositionSide PositionSide { get; init; }
    public required TradePhase Phase { get; init; }

    /// <summary>Asked for by the entry.</summary>
    public required Quantity QuantityPlanned { get; init; }

    /// <summary>Filled by the entry so far.</summary>
    public Quantity QuantityEntered { get; init; }

    /// <summary>Still held.</summary>
    public Quantity QuantityOpen { get; init; }

    /// <summary>Was held, is not at the venue, and no fill says where it went; a fill that is told after all makes it less.</summary>
    public Quantity QuantityUnexplained { get; init; }

    /// <summary>Volume-weighted over the entry's fills; never the signal's price. Null before the first fill.</summary>
    public Price? EntryPrice { get; init; }

    /// <summary>Volume-weighted over the exits' fills. Null before the first exit fill.</summary>
    public Price? ExitPrice { get; init; }

    public required Leverage Leverage { get; init; }
    public required Price ReferencePrice { get; init; }
    public double Confidence { get; init; }
    public string ModelId { get; init; } = "";
    public string ModelVersion { get; init; } = "";
    public string SizingState { get; init; } = "";
    public string SizingAction { get; init; } = "";
    public Fraction StopLoss { get; init; }
    public Fraction TakeProfit { get; init; }
    public Fraction PartialTakeProfit { get; init; }
    public Fraction PartialShare { get; init; }
    public Usd GrossPnl { get; init; }
    public Usd Fees { get; init; }
    public Usd Funding { get; init; }

    /// <summary>Why the trade ended: STOP_LOSS, TAKE_PROFIT, SIGNAL_EXIT, TIMEOUT, EMERGENCY, LIQUIDATION, MANUAL, PROTECTION_FAILED, NOT_AT_VENUE, ENDED_ELSEWHERE; empty while open.</summary>
    public string ExitReason { get; init; } = "";

    /// <summary>Orders of this trade that are not known to be over, newest last.</summary>
    public IReadOnlyList<TradeOrder> Orders { get; init; } = [];

    /// <summary>The last orders that are over (at most <see cref="OrdersOverMax"/>), so that what the venue tells late is still understood.</summary>
    public IReadOnlyList<TradeOrder> OrdersOver { get; init; } = [];

    public const int OrdersOverMax = 32;

    public bool PartialTaken { get; init; }
    public DateTimeOffset PlannedAtUtc { get; init; }
    public DateTimeOffset? OpenedAtUtc { get; init; }
    public DateTimeOffset? ClosedAtUtc { get; init; }

    /// <summary>Price times quantity over the entry's fills; the exact sum behind <see cref="EntryPrice"/>.</summary>
    public Usd EntryNotional { get; init; }

    /// <summary>Price times quantity over the exits' fills; the exact sum behind <see cref="ExitPrice"/>.</summary>
    public Usd ExitNotional { get; init; }

    /// <summary>Every fill applied, ascending, so that a fill told twice counts once and one told late still counts. Bounded by the trade's fills.</summary>
    public IReadOnlyList<long> FillIds { get; init; } = [];

    /// <summary>The highest fill id applied; 0 before the first. Lower ones may still come.</summary>
    public long LastFillId { get; init; }

    /// <summary>The highest fill id among the exits; its order says why the trade ended.</summary>
    public long LastExitFillId { get; init; }

    /// <summary>Why the newest exit fill was made; becomes <see cref="ExitReason"/> when the trade closes.</summary>
    public string LastExitReason { get; init; } = "";

    /// <summary>How many events were applied; grows by one each.</summary>
    public long Version { get; init; }

    /// <summary>The journal sequence last applied; a projection that is behind knows it by this.</summary>
    public long LastSequence { get; init; }

    /// <summary>The journal that <see cref="LastSequence"/> counts in; empty where there is only one. Sequences of two journals cannot be compared.</summary>
    public string JournalId { get; init; } = "";

    /// <summary>The <see cref="ModelId"/> of a trade that was made from what the venue holds; see <see cref="TradeRecovered"/>.</summary>
    public const string RecoveredModel = "recovered";

    public bool IsRecovered => ModelId == RecoveredModel;

    public Usd NetPnl => GrossPnl - Fees + Funding;

    /// <summary>Exits have filled more than the entry so far: a fill of the entry is still to be told, or the venue did what it must not.</summary>
    public bool IsOverClosed => QuantityOpen.Value < 0m;

    /// <summary>An order that may still add to the position is not known to be over.</summary>
    public bool EntryIsWorking => AnyOrder(exit: false);

    /// <summary>An exit that was sent is not known to be over; resting protection does not count.</summary>
    public bool ExitIsWorking => AnyOrder(exit: true);

    public bool IsOver => Phase is TradePhase.Closed or TradePhase.Denied or TradePhase.Rejected or TradePhase.Canceled;

    private bool AnyOrder(bool exit)
    {
        for (var i = 0; i < Orders.Count; i++)
        {
            if (exit ? Orders[i].Purpose is OrderPurpose.Exit or OrderPurpose.Emergency : Orders[i].Purpose == OrderPurpose.Entry)
            {
                return true;
            }
        }

        return false;
    }
}
