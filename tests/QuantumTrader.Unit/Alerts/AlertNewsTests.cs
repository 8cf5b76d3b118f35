using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
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
        Assert.Empty(_board.State.Open);
    }

    private static EmergencyStopped Stopped(int number) => new(Id(number), Now) { EmergencyId = Stop, Trigger = "MANUAL", Reason = "why", ActivatedBy = "anna" };

    private static EmergencyRunAdvanced Advanced(int number, EmergencyRunState state) => new(Id(number), Now) { EmergencyId = Stop, State = state, OrdersCanceled = 1, ClosesSent = 2, PositionsLeft = 3 };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
