using System.Runtime.CompilerServices;
using CsCheck;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Events.Straight;

namespace QuantumTrader.Unit.Events.Straight;

public sealed class StraightNumberTests
{
    [Fact]
    public void Records_OfTheCatalogue_AreWhatWasWantedAnsweredAndSafety()
    {
        Type[] expected =
        [
            typeof(TradePlanned), typeof(OrderIntended), typeof(OrderAccepted), typeof(OrderRejected), typeof(OrderUnknown),
            typeof(PolicyUpdated), typeof(CircuitBreakerTriggered), typeof(EmergencyStopped), typeof(EmergencyRunAdvanced), typeof(EmergencyReset),
            typeof(EmergencyCertified), typeof(EmergencyAnnulled), typeof(ReEntryMoved), typeof(TradeNotAtVenue), typeof(AuditAnchored),
            typeof(EntriesSwitchedOff), typeof(EntriesSwitchedOn), typeof(PositionTaken), typeof(LiquidationNear),
            typeof(CircuitBreakerEnded), typeof(DrawdownWarned), typeof(TriggerActed), typeof(LedgerCorrected), typeof(StrangerFound),
        ];

        var records = EventCatalogue.All.Select(k => k.Type).Where(t => StraightNumber.IsRecord((DomainEvent)RuntimeHelpers.GetUninitializedObject(t)));

        Assert.Equal(expected.Select(t => t.Name).Order(), records.Select(t => t.Name).Order());
    }

    [Fact]
    public void Sequences_OfRecordsAndEvents_AreOrderedAsTheyCame() =>
        Gen.Select(Gen.Long[0, 100_000_000], Gen.Long[StraightNumber.FirstBehind, StraightNumber.BehindMax - 1]).Sample((record, behind) =>
        {
            var sequence = StraightNumber.OfEvent(record, behind);
            return sequence > StraightNumber.OfRecord(record)
                && sequence < StraightNumber.OfRecord(record + 1)
                && StraightNumber.RecordAt(sequence) == record
                && StraightNumber.LastGiven(record, behind) >= sequence
                && StraightNumber.LastGiven(record, StraightNumber.BehindMax) < StraightNumber.OfRecord(record + 1)
                && sequence < 1L << 53;
        });
}
