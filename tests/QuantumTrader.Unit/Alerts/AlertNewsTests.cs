using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Configuration;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Alerts;

namespace QuantumTrader.Unit.Alerts;

/// <summary>Every event that people are told about, row by row.</summary>
public sealed class AlertNewsTests
{
    private static readonly DateTimeOffset Now = AlertWorld.Now;
    private static readonly Guid Stop = AlertWorld.Emergency;
    private readonly AlertBoard _board = new(new SeededIds(1), TimeProvider.System);

    private static readonly Dictionary<string, (DomainEvent Event, string Code, AlertSeverity Severity, string Key)> Table = new(StringComparer.Ordinal)
    {
        ["stopped"] = (Stopped(1), "EMERGENCY_STOP", AlertSeverity.Critical, Stop.ToString()),
        ["stuck"] = (Advanced(2, EmergencyRunState.Stuck), "EMERGENCY_STUCK", AlertSeverity.Critical, Stop.ToString()),
        ["flat"] = (Advanced(3, EmergencyRunState.Flat), "EMERGENCY_FLAT", AlertSeverity.Info, Stop.ToString()),
        ["dust"] = (Advanced(4, EmergencyRunState.FlatExceptDust), "EMERGENCY_FLAT", AlertSeverity.Warning, Stop.ToString()),
        ["breaker"] = (new CircuitBreakerTriggered(Id(5), Now) { Reason = "Drawdown", Equity = new Usd(89m), Peak = new Usd(100m), Drawdown = new Fraction(0.11m), Limit = new Fraction(0.1m) }, "CIRCUIT_BREAKER", AlertSeverity.Critical, ""),
        ["not at venue"] = (new TradeNotAtVenue(Id(6), Now, default) { Symbol = Symbol.Create("BTCUSDT"), Direction = Direction.Long, Quantity = new Quantity(1m) }, "TRADE_NOT_AT_VENUE", AlertSeverity.Critical, "BTCUSDT"),
        ["taken"] = (new PositionTaken(Id(10), Now) { Symbol = Symbol.Create("BTCUSDT"), Reason = "ADL", VenueOrder = "adl_autoclose", Price = new Price(50_000m) }, "POSITION_TAKEN", AlertSeverity.Critical, "BTCUSDT"),
        ["liquidation near"] = (new LiquidationNear(Id(11), Now) { Symbol = Symbol.Create("BTCUSDT"), Direction = Direction.Long, DistanceMin = new Fraction(0.04m), IsReduced = false }, "LIQUIDATION_NEAR", AlertSeverity.Critical, "BTCUSDT"),
        ["paged"] = (Acted(7, TriggerAction.Page), "TRIGGER_PAGED", AlertSeverity.Critical, "LEDGER_MISMATCH"),
    };

    public static TheoryData<string> Cases => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Event_RaisesTheAlertOfTheTable_OnceHoweverOftenItComes(string what)
    {
        var (e, code, severity, key) = Table[what];
        AlertNews.Tell(_board, e, Now);
        AlertNews.Tell(_board, e, Now);

        var alert = Assert.Single(_board.State.Open);
        Assert.Equal((code, severity, key, 1L, e.EventId), (alert.Code, alert.Severity, alert.Key, alert.Count, alert.CauseId));
        Assert.Contains(e.GetType(), AlertNews.Wanted);
    }

    [Fact]
    public void Stuck_WhatIsLeftCannotBeRead_SaysSoAndNoNumber()
    {
        AlertNews.Tell(_board, Advanced(2, EmergencyRunState.Stuck) with { PositionsLeft = -1 }, Now);

        Assert.Contains("2 closes sent, an unknown number of positions are left", Assert.Single(_board.State.Open).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Stuck_FromItsState_WhatIsLeftCannotBeRead_SaysSoAndNoNumber()
    {
        var stuck = AlertWorld.Stopped with { RunState = EmergencyRunState.Stuck, PositionsLeft = -1, OrdersLeft = -1 };

        var sign = Assert.Single(EmergencySigns.Stuck(AlertWorld.Well with { Emergency = stuck })!);

        Assert.StartsWith("an unknown number of positions and an unknown number of orders are left", sign.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Reset_EndsTheAlertsOfItsEmergencyAlone()
    {
        AlertNews.Tell(_board, Stopped(1), Now);
        AlertNews.Tell(_board, Advanced(2, EmergencyRunState.Stuck), Now);
        AlertNews.Tell(_board, Stopped(3) with { EmergencyId = Id(99) }, Now);
        AlertNews.Tell(_board, new EmergencyReset(Id(4), Now) { EmergencyId = Stop, ResetBy = "rita", Reason = "mended", PeakRebased = false, Equity = new Usd(1m) }, Now);

        Assert.Equal(Id(99).ToString(), Assert.Single(_board.State.Open).Key);
    }

    [Theory]
    [InlineData(24.0, 1)]
    [InlineData(24.01, 0)]
    public void Event_OfLongAgo_IsHistory(double hours, int raised)
    {
        AlertNews.Tell(_board, Stopped(1), Now.AddHours(hours));
        Assert.Equal(raised, _board.State.Open.Count);
    }

    [Fact]
    public void Event_OnTheWay_RaisesNothing()
    {
        AlertNews.Tell(_board, Advanced(1, EmergencyRunState.Closing), Now);
        AlertNews.Tell(_board, Advanced(2, EmergencyRunState.Verifying), Now);
        AlertNews.Tell(_board, Acted(3, TriggerAction.ReduceOnly), Now);
        AlertNews.Tell(_board, Acted(4, TriggerAction.Page) with { Began = false }, Now);
        Assert.Empty(_board.State.Open);
    }

    [Theory]
    [InlineData(true, 0)] // the journal tells it
    [InlineData(false, 1)]
    public async Task Bus_WithoutAJournalOnTheDisk_TellsWhatIsPublished(bool useEventBuffer, int raised)
    {
        var bus = new InProcessEventBus(new FaultyJournal());
        var told = new AlertBus(_board, bus, new StorageFlags(UseEventBuffer: useEventBuffer), TimeProvider.System);
        await told.StartAsync(CancellationToken.None);

        await bus.PublishAsync(new CircuitBreakerTriggered(Id(8), TimeProvider.System.GetUtcNow()) { Reason = "Drawdown", Equity = new Usd(89m), Peak = new Usd(100m), Drawdown = null, Limit = new Fraction(0.1m) });
        await told.StopAsync(CancellationToken.None);
        await bus.PublishAsync(new TradeNotAtVenue(Id(9), TimeProvider.System.GetUtcNow(), default) { Symbol = Symbol.Create("BTCUSDT"), Direction = Direction.Long, Quantity = new Quantity(1m) });

        Assert.Equal(raised, _board.State.Open.Count);
    }

    private static TriggerActed Acted(int number, TriggerAction action) => new(Id(number), Now) { Code = "LEDGER_MISMATCH", Action = action, Began = true, Reason = "they differ" };

    private static EmergencyStopped Stopped(int number) => new(Id(number), Now) { EmergencyId = Stop, Trigger = "MANUAL", Reason = "why", ActivatedBy = "anna" };

    private static EmergencyRunAdvanced Advanced(int number, EmergencyRunState state) => new(Id(number), Now) { EmergencyId = Stop, State = state, OrdersCanceled = 1, ClosesSent = 2, PositionsLeft = 3 };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
