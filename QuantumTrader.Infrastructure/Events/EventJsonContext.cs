using System.Text.Json.Serialization;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Signals;
using QuantumTrader.Domain.Sizing;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Units;

namespace QuantumTrader.Infrastructure.Events;

/// <summary>How payloads and trade states look as JSON. Enums are words, so that a new member never changes an old line's meaning.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters =
    [
        typeof(PriceConverter), typeof(QuantityConverter), typeof(UsdConverter), typeof(FractionConverter), typeof(LeverageConverter),
        typeof(SymbolConverter), typeof(TradeIdConverter), typeof(ClientOrderIdConverter), typeof(RiskModeConverter),
    ])]
[JsonSerializable(typeof(MarketStarted))]
[JsonSerializable(typeof(MarketGapDetected))]
[JsonSerializable(typeof(SignalGenerated))]
[JsonSerializable(typeof(SizingDecided))]
[JsonSerializable(typeof(PolicyUpdated))]
[JsonSerializable(typeof(CircuitBreakerTriggered))]
[JsonSerializable(typeof(EntriesSwitchedOff))]
[JsonSerializable(typeof(PositionTaken))]
[JsonSerializable(typeof(LiquidationNear))]
[JsonSerializable(typeof(EntriesSwitchedOn))]
[JsonSerializable(typeof(CircuitBreakerEnded))]
[JsonSerializable(typeof(DrawdownWarned))]
[JsonSerializable(typeof(TriggerActed))]
[JsonSerializable(typeof(EmergencyStopped))]
[JsonSerializable(typeof(EmergencyRunAdvanced))]
[JsonSerializable(typeof(EmergencyReset))]
[JsonSerializable(typeof(EmergencyCertified))]
[JsonSerializable(typeof(EmergencyAnnulled))]
[JsonSerializable(typeof(ReEntryMoved))]
[JsonSerializable(typeof(EmergencyDrilled))]
[JsonSerializable(typeof(AuditAnchored))]
[JsonSerializable(typeof(TradePlanned))]
[JsonSerializable(typeof(TradeRecovered))]
[JsonSerializable(typeof(OrderDenied))]
[JsonSerializable(typeof(OrderIntended))]
[JsonSerializable(typeof(OrderAccepted))]
[JsonSerializable(typeof(OrderRejected))]
[JsonSerializable(typeof(OrderUnknown))]
[JsonSerializable(typeof(OrderFilled))]
[JsonSerializable(typeof(OrderEnded))]
[JsonSerializable(typeof(TradeFunded))]
[JsonSerializable(typeof(TradeOpened))]
[JsonSerializable(typeof(TradeClosed))]
[JsonSerializable(typeof(TradeNotAtVenue))]
[JsonSerializable(typeof(LedgerCorrected))]
[JsonSerializable(typeof(StrangerFound))]
[JsonSerializable(typeof(TradeState))]
internal sealed partial class EventJsonContext : JsonSerializerContext;
