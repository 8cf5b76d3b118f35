using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.Execution;
using QuantumTrader.Web.Engine.Market;
using QuantumTrader.Web.Engine.Policy;

namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Where the gate's inputs are read, at the moment of each decision.</summary>
public sealed record RiskSources
{
    public required PolicyCache Policy { get; init; }
    public required ModeState Mode { get; init; }
    public required SymbolTable Symbols { get; init; }
    public required AccountLedger Ledger { get; init; }
    public required TradeBook Book { get; init; }
    public required EquityWatch Equity { get; init; }
    public required EntryReservations Reservations { get; init; }
    public required VenueLeverages Leverages { get; init; }
    public required ThrottleWatch Throttle { get; init; }
    public required ModuleDesk Modules { get; init; }
    public required Leadership Leadership { get; init; }
    public required Func<bool> StopIsAsked { get; init; }
    public required Func<Symbol, bool> IsBlocked { get; init; }
    public required Func<bool> JournalOk { get; init; }
    public required Func<StorageFacts> Storage { get; init; }

    /// <summary>The most margin that may be bound.</summary>
    public required Usd CapitalMax { get; init; }

    /// <summary>What the venue demands of positions.</summary>
    public required IMaintenance Maintenance { get; init; }
}
