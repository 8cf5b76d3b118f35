using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Trades;

/// <summary>One trade as folded from its events.</summary>
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

    /// <summary>Why the trade ended: STOP_LOSS, TAKE_PROFIT, SIGNAL_EXIT, TIMEOUT, EMERGENCY, LIQUIDATION, MANUAL; empty while open.</summary>
    public string ExitReason { get; init; } = "";

    /// <summary>Orders of this trade that are not known to be over, newest last.</summary>
    public IReadOnlyList<TradeOrder> Orders { get; init; } = [];

    public bool PartialTaken { get; init; }
    public DateTimeOffset PlannedAtUtc { get; init; }
    public DateTimeOffset? OpenedAtUtc { get; init; }
    public DateTimeOffset? ClosedAtUtc { get; init; }

    /// <summary>The highest fill id applied, so that a fill told twice counts once.</summary>
    public long LastFillId { get; init; }

    /// <summary>How many events were applied; grows by one each.</summary>
    public long Version { get; init; }

    /// <summary>The journal sequence last applied; a projection that is behind knows it by this.</summary>
    public long LastSequence { get; init; }

    public Usd NetPnl => GrossPnl - Fees + Funding;

    public bool IsOver => Phase is TradePhase.Closed or TradePhase.Denied or TradePhase.Rejected or TradePhase.Canceled;
}
