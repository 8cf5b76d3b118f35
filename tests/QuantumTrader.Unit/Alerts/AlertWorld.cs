using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Alerts;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Engine.View;
using QuantumTrader.Web.Hosting.Health;

namespace QuantumTrader.Unit.Alerts;

/// <summary>A system in which all is well; tests break one thing.</summary>
internal static class AlertWorld
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid Emergency = new(0xE, 0, 0, new byte[8]);

    public static readonly StorageView Storage = new() { Provider = "Redis", Role = EngineRole.Leader, Lease = LeaseState.Held, Holder = "here", Epoch = 4 };

    public static readonly EngineView View = new()
    {
        AtUtc = Now,
        Environment = TradingEnvironment.Paper,
        MarketDescription = "test",
        Mode = TradingMode.Active,
        RunState = EmergencyRunState.None,
        Drawdown = new Fraction(0.01m),
        DrawdownLimit = new Fraction(0.10m),
    };

    public static readonly EmergencyStatus Running = new(false, EmergencyRunState.None, null, null, null, null, null, 0, 0, 0, 0);

    public static readonly EmergencyStatus Stopped = new(true, EmergencyRunState.Closing, Emergency, "MANUAL", "looks wrong", "anna", Now, 3, 2, 1, 4);

    public static AlertFacts Well { get; } = new()
    {
        Health = new()
        {
            NowUtc = Now,
            BarAge = TimeSpan.FromSeconds(1),
            BarAgeMax = TimeSpan.FromSeconds(30),
            Mode = "Active",
            RunState = "None",
            Environment = "Paper",
            Journal = new(JournalState.Ok, 10, 10, null, Now),
            PictureAtUtc = Now,
            Storage = Storage,
        },
        Emergency = Running,
        View = View,
        HasLed = true,
    };

    public static AlertFacts Stored(this AlertFacts facts, Func<StorageView, StorageView> change) => facts with { Health = facts.Health with { Storage = change(facts.Health.Storage!) } };

    public static AlertFacts Seen(this AlertFacts facts, Func<EngineView, EngineView> change) => facts with { View = change(facts.View!) };

    public static AlertFacts Healthy(this AlertFacts facts, Func<HealthFacts, HealthFacts> change) => facts with { Health = change(facts.Health) };
}
