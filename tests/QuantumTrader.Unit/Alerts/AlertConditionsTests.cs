using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Alerts;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Alerts;

/// <summary>Every row of the table: when it speaks, with which severity and key, and when it does not know.</summary>
public sealed class AlertConditionsTests
{
    private static readonly DateTimeOffset Now = AlertWorld.Now;
    private static readonly string Id = AlertWorld.Emergency.ToString();

    private static readonly ManualCloseItem ByHand = new()
    {
        Symbol = Symbol.Create("BTCUSDT"),
        Side = PositionSide.Both,
        Direction = Direction.Short,
        Quantity = new(0.0420m),
        Entry = new(50_000m),
        SinceUtc = Now,
        Why = "The key was revoked.",
    };

    // What is broken, and the alerts of it: code, severity, key.
    private static readonly Dictionary<string, (AlertFacts Facts, (string Code, AlertSeverity Severity, string Key)[] Expected)> Table = new(StringComparer.Ordinal)
    {
        ["all is well"] = (AlertWorld.Well, []),
        ["stopped"] = (AlertWorld.Well with { Emergency = AlertWorld.Stopped }, [("EMERGENCY_STOP", AlertSeverity.Critical, Id)]),
        ["starting"] = (AlertWorld.Well with { Emergency = AlertWorld.Stopped with { EmergencyId = null } }, []),
        ["stuck"] = (AlertWorld.Well with { Emergency = AlertWorld.Stopped with { RunState = EmergencyRunState.Stuck } }, [("EMERGENCY_STOP", AlertSeverity.Critical, Id), ("EMERGENCY_STUCK", AlertSeverity.Critical, Id)]),
        ["flat"] = (AlertWorld.Well with { Emergency = AlertWorld.Stopped with { RunState = EmergencyRunState.Flat } }, [("EMERGENCY_STOP", AlertSeverity.Critical, Id), ("EMERGENCY_FLAT", AlertSeverity.Info, Id)]),
        ["flat but for dust"] = (AlertWorld.Well with { Emergency = AlertWorld.Stopped with { RunState = EmergencyRunState.FlatExceptDust } }, [("EMERGENCY_STOP", AlertSeverity.Critical, Id), ("EMERGENCY_FLAT", AlertSeverity.Warning, Id)]),
        ["latch not saved"] = (AlertWorld.Well with { Emergency = AlertWorld.Stopped with { LatchNotSavedSinceUtc = Now } }, [("EMERGENCY_STOP", AlertSeverity.Critical, Id), ("LATCH_NOT_SAVED", AlertSeverity.Critical, Id)]),
        ["drawdown tripped"] = (AlertWorld.Well.Seen(v => v with { DrawdownStatus = DrawdownStatus.Breached }), [("DRAWDOWN_TRIPPED", AlertSeverity.Critical, "")]),
        ["drawdown just below 60 %"] = (AlertWorld.Well.Seen(v => v with { Drawdown = new Fraction(0.05999m) }), []),
        ["drawdown at 60 %"] = (AlertWorld.Well.Seen(v => v with { Drawdown = new Fraction(0.06m) }), [("DRAWDOWN_WARNING", AlertSeverity.Warning, "")]),
        ["drawdown just below 80 %"] = (AlertWorld.Well.Seen(v => v with { Drawdown = new Fraction(0.07999m) }), [("DRAWDOWN_WARNING", AlertSeverity.Warning, "")]),
        ["drawdown at 80 %"] = (AlertWorld.Well.Seen(v => v with { Drawdown = new Fraction(0.08m) }), [("DRAWDOWN_WARNING", AlertSeverity.Critical, "")]),
        ["drawdown unknown"] = (AlertWorld.Well.Seen(v => v with { Drawdown = null }), []),
        ["orders unknown"] = (AlertWorld.Well.Seen(v => v with { UnknownSymbols = [Symbol.Create("BTCUSDT"), Symbol.Create("ETHUSDT")] }), [("ORDERS_UNKNOWN", AlertSeverity.Warning, "BTCUSDT"), ("ORDERS_UNKNOWN", AlertSeverity.Warning, "ETHUSDT")]),
        ["key refused"] = (AlertWorld.Well.Seen(v => v with { Venue = new() { Name = "V", Refusal = "The key was revoked." } }), [("VENUE_REFUSES", AlertSeverity.Critical, "")]),
        ["banned"] = (AlertWorld.Well.Seen(v => v with { Venue = new() { Name = "V", BannedUntilUtc = Now.AddMinutes(2) } }), [("VENUE_REFUSES", AlertSeverity.Critical, "")]),
        ["to be closed by hand"] = (AlertWorld.Well.Seen(v => v with { ManualClose = [ByHand] }), [("MANUAL_CLOSE_NEEDED", AlertSeverity.Critical, "")]),
        ["seen closed by a person"] = (AlertWorld.Well.Seen(v => v with { ManualClose = [ByHand with { SeenClosedBy = "anna", SeenClosedAtUtc = Now }] }), []),
        ["gone at the venue"] = (AlertWorld.Well.Seen(v => v with { ManualClose = [ByHand with { End = ManualCloseEnd.Gone, EndedAtUtc = Now }] }), []),
        ["venue answers"] = (AlertWorld.Well.Seen(v => v with { Venue = new() { Name = "V" } }), []),
        ["entries denied for long"] = (AlertWorld.Well.Seen(v => v with { DenialsInARow = 20, DenialsInARowSinceUtc = Now.AddMinutes(-30) }), [("ENTRIES_DENIED", AlertSeverity.Warning, "")]),
        ["entries denied not so long"] = (AlertWorld.Well.Seen(v => v with { DenialsInARow = 500, DenialsInARowSinceUtc = Now.AddMinutes(-29) }), []),
        ["entries denied not so often"] = (AlertWorld.Well.Seen(v => v with { DenialsInARow = 19, DenialsInARowSinceUtc = Now.AddHours(-9) }), []),
        ["entries denied where none are allowed"] = (AlertWorld.Well.Seen(v => v with { Mode = TradingMode.ReduceOnly, DenialsInARow = 500, DenialsInARowSinceUtc = Now.AddHours(-9) }), []),
        ["symbol halted"] = (AlertWorld.Well.Seen(v => v with { HaltedSymbols = [Symbol.Create("BTCUSDT")] }), [("SYMBOL_HALTED", AlertSeverity.Critical, "BTCUSDT")]),
        ["bar at its limit"] = (AlertWorld.Well.Healthy(h => h with { BarAge = h.BarAgeMax }), []),
        ["bar late"] = (AlertWorld.Well.Healthy(h => h with { BarAge = h.BarAgeMax + TimeSpan.FromTicks(1) }), [("MARKET_STALE", AlertSeverity.Warning, "")]),
        ["bar late with a position"] = (AlertWorld.Well.Healthy(h => h with { BarAge = TimeSpan.FromMinutes(1) }).Seen(v => v with { Positions = [null!] }), [("MARKET_STALE", AlertSeverity.Critical, "")]),
        ["no bar yet"] = (AlertWorld.Well.Healthy(h => h with { BarAge = null }), []),
        ["engine silent"] = (AlertWorld.Well.Healthy(h => h with { PictureAtUtc = Now.AddSeconds(-4) }), [("ENGINE_SILENT", AlertSeverity.Critical, "")]),
        ["policy unknown"] = (AlertWorld.Well.Seen(v => v with { PolicyCause = "It does not answer" }), [("POLICY_UNKNOWN", AlertSeverity.Warning, "")]),
        ["journal failing"] = (AlertWorld.Well.Healthy(h => h with { Journal = new(JournalState.Failing, 10, 8, "disk full", Now) }), [("JOURNAL_FAILING", AlertSeverity.Critical, "")]),
        ["journal stalled"] = (AlertWorld.Well.Healthy(h => h with { Journal = new(JournalState.Stalled, 10, 8, null, Now) }), [("JOURNAL_STALLED", AlertSeverity.Critical, "")]),
        ["journal in a state of later"] = (AlertWorld.Well.Healthy(h => h with { Journal = new((JournalState)99, 10, 8, null, Now) }), [("JOURNAL_FAILING", AlertSeverity.Critical, "")]),
        ["redis away"] = (AlertWorld.Well.Stored(s => s with { Redis = new(RedisState.Away, Now, "no answer", null, []) }), [("REDIS_AWAY", AlertSeverity.Warning, "")]),
        ["redis refused"] = (AlertWorld.Well.Stored(s => s with { Redis = new(RedisState.Refused, Now, "eviction", null, []) }), [("REDIS_REFUSED", AlertSeverity.Critical, "")]),
        ["redis ready"] = (AlertWorld.Well.Stored(s => s with { Redis = new(RedisState.Ready, Now, null, null, []) }), []),
        ["conflict"] = (AlertWorld.Well.Stored(s => s with { Forwarder = new(ForwarderState.Conflict, 1, 1, null, 0, "other") }), [("FORWARDER_CONFLICT", AlertSeverity.Critical, "")]),
        ["lease lost"] = (AlertWorld.Well.Stored(s => s with { Lease = LeaseState.Lost, Role = EngineRole.Standby }), [("LEASE_LOST", AlertSeverity.Critical, "")]),
        ["standing by since ever"] = (AlertWorld.Well.Stored(s => s with { Lease = LeaseState.Lost, Role = EngineRole.Standby }) with { HasLed = false }, []),
        ["lease unproven"] = (AlertWorld.Well.Stored(s => s with { Lease = LeaseState.Unproven }), [("LEASE_UNPROVEN", AlertSeverity.Warning, "")]),
        ["trade store failing"] = (AlertWorld.Well.Stored(s => s with { TradesCause = "full", TradesBehind = 3 }), [("TRADE_STORE_FAILING", AlertSeverity.Warning, "")]),
        ["dead letters"] = (AlertWorld.Well.Stored(s => s with { DeadLetters = 1 }), [("DEAD_LETTERS", AlertSeverity.Warning, "")]),
        ["audit failing"] = (AlertWorld.Well.Healthy(h => h with { Audit = new(2, 1, Now, "locked") }), [("AUDIT_FAILING", AlertSeverity.Critical, "")]),
        ["alerts not saved"] = (AlertWorld.Well with { Alerts = new(Now, "disk full") }, [("ALERTS_NOT_SAVED", AlertSeverity.Warning, "")]),
        ["webhook tried twice"] = (AlertWorld.Well with { AttemptsMost = 2 }, []),
        ["webhook tried thrice"] = (AlertWorld.Well with { AttemptsMost = 3, AttemptCause = "Answered 500." }, [("WEBHOOK_FAILING", AlertSeverity.Warning, "")]),
        ["webhook gave up"] = (AlertWorld.Well with { MessagesGivenUp = 1 }, [("WEBHOOK_FAILING", AlertSeverity.Warning, "")]),
    };

    public static TheoryData<string> Cases => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Facts_GiveTheAlertsOfTheTable(string what)
    {
        var (facts, expected) = Table[what];
        var found = AlertConditions.All.SelectMany(c => (c.Look(facts) ?? []).Select(s => (c.Kind.Code, s.Severity ?? c.Kind.Severity, s.Key)));
        Assert.Equal(expected, found);
        Assert.All(AlertConditions.All.SelectMany(c => c.Look(facts) ?? []), s => Assert.NotEmpty(s.Text));
    }

    [Theory]
    [InlineData(TradingEnvironment.Live, "1 positions must be closed by hand at the venue: BTCUSDT SHORT 0.042 https://www.binance.com/en/futures/BTCUSDT. The key was revoked.")]
    [InlineData(TradingEnvironment.Testnet, "1 positions must be closed by hand at the venue: BTCUSDT SHORT 0.042 https://testnet.binancefuture.com/en/futures/BTCUSDT. The key was revoked.")]
    [InlineData(TradingEnvironment.Rehearsal, "1 positions must be closed by hand at the venue: BTCUSDT SHORT 0.042. The key was revoked.")]
    public void ToBeClosedByHand_TheTextIsEnoughToDoItBy(TradingEnvironment environment, string text) =>
        Assert.Equal(text, Assert.Single(ManualCloseSigns.Needed(AlertWorld.Well.Seen(v => v with { Environment = environment, ManualClose = [ByHand] }))!).Text);

    [Fact]
    public void ToBeClosedByHand_Many_TheTextSaysHowManyMore()
    {
        var items = Enumerable.Range(0, 14).Select(i => ByHand with { Symbol = Symbol.Create($"S{i:00}USDT") }).ToList();
        Assert.Contains("S09USDT SHORT 0.042; and 4 more on the page Positions.", Assert.Single(ManualCloseSigns.Needed(AlertWorld.Well.Seen(v => v with { ManualClose = items }))!).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_EachIsInTheTableOfThisTest() =>
        Assert.Equal(AlertConditions.All.Select(c => c.Kind.Code).Order(StringComparer.Ordinal), Table.Values.SelectMany(v => v.Expected.Select(e => e.Code)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Picture_TooOld_SaysNothingOfWhatStandsInIt()
    {
        var facts = AlertWorld.Well.Healthy(h => h with { PictureAtUtc = Now.AddSeconds(-4) });
        string[] unknown = ["DRAWDOWN_TRIPPED", "DRAWDOWN_WARNING", "ORDERS_UNKNOWN", "VENUE_REFUSES", "MANUAL_CLOSE_NEEDED", "ENTRIES_DENIED", "SYMBOL_HALTED", "POLICY_UNKNOWN", "REDIS_AWAY", "REDIS_REFUSED", "FORWARDER_CONFLICT", "LEASE_LOST", "LEASE_UNPROVEN", "TRADE_STORE_FAILING", "DEAD_LETTERS"];
        Assert.Equal(unknown.Order(StringComparer.Ordinal), AlertConditions.All.Where(c => c.Look(facts) is null).Select(c => c.Kind.Code).Order(StringComparer.Ordinal));
    }
}
