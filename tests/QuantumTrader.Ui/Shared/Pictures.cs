using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Ui.Shared;

/// <summary>Pictures of an engine for tests.</summary>
internal static class Pictures
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 10, 52, 7, TimeSpan.Zero);

    public static EngineView Trading => new()
    {
        AtUtc = At,
        Environment = TradingEnvironment.Paper,
        MarketDescription = "synthetic, seed 42",
        Mode = TradingMode.Active,
        RunState = Domain.Emergency.EmergencyRunState.None,
        ModeSinceUtc = At.AddHours(-1),
        ModeBy = "start-up",
        ModeReason = "reconciled",
        RiskMode = RiskMode.Normal,
        PolicyVersion = 12,
        Equity = new(10_482.31m),
        Peak = new(10_707.16m),
        Drawdown = new(0.021m),
        DrawdownLimit = new(0.10m),
        DayOpenEquity = new(10_358m),
        AccountAtUtc = At,
        LastDataAtUtc = At,
        LastBarCloseUtc = At,
        Journal = new(true, 120, 0, null),
        Positions = [Position("BTCUSDT", Direction.Long, 2_700m, stopPresent: true), Position("ETHUSDT", Direction.Short, 3_900.5m, stopPresent: false)],
        Orders = [Order("a", isConditional: false), Order("b", isConditional: true), Order("c", isConditional: true)],
        OrdersAtUtc = At,
        EquityCurve = Curve(10_500m, 10_482.31m),
    };

    public static PositionRow Position(string symbol, Direction direction, decimal notional, bool stopPresent) =>
        new(Symbol.Create(symbol), direction, new(0.042m), new(notional), new(64_100m), new(64_464.7m), new(15.32m), new(0.0171m), null, new(3m), stopPresent, "trend-v3", At.AddMinutes(-37), 0.1m);

    public static OrderRow Order(string id, bool isConditional) =>
        new(id, Symbol.Create("BTCUSDT"), OrderSide.Sell, isConditional ? OrderType.StopMarket : OrderType.Limit, "stop", new(0.042m), new(0m), new(62_500m), isConditional, At, 0.1m);

    public static IReadOnlyList<EquityPoint> Curve(params decimal[] equity) =>
        [.. equity.Select((e, i) => new EquityPoint(At.AddSeconds(i - equity.Length), new(e), new(9_600m)))];
}
