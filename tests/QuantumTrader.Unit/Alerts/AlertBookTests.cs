using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Alerts;

public sealed class AlertBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Cause = new(1, 2, 3, new byte[8]);
    private readonly AlertBook _book = new(new SeededIds(1).Next);

    [Fact]
    public void Report_TheSameKeyWhileOpen_IsOneAlertAndCounts()
    {
        var (first, raised) = _book.Report(Report(AlertCatalogue.SymbolHalted, "BTCUSDT"));
        var (second, again) = _book.Report(Report(AlertCatalogue.SymbolHalted, "BTCUSDT") with { AtUtc = Now.AddSeconds(5), Text = "newer" });

        Assert.Equal((AlertChange.Raised, AlertChange.SeenAgain), (raised, again));
        Assert.Equal((first!.Id, 2L, "newer", Now, Now.AddSeconds(5)), (second!.Id, second.Count, second.Text, second.FirstSeenAtUtc, second.LastSeenAtUtc));
        Assert.Equal(second, Assert.Single(_book.Open));
    }

    [Fact]
    public void Report_AnotherKeyOrCode_IsAnotherAlert()
    {
        _book.Report(Report(AlertCatalogue.SymbolHalted, "BTCUSDT"));
        _book.Report(Report(AlertCatalogue.SymbolHalted, "ETHUSDT"));
        _book.Report(Report(AlertCatalogue.OrdersUnknown, "BTCUSDT"));

        Assert.Equal(3, _book.Open.Count);
    }

    [Fact]
    public void Report_AfterItWasOver_IsANewAlert()
    {
        var (first, _) = _book.Report(Report(AlertCatalogue.RedisAway));
        Assert.Equal(AlertChange.Resolved, _book.Resolve("REDIS_AWAY", "", Now.AddSeconds(9)).Change);
        Assert.Equal(AlertChange.None, _book.Resolve("REDIS_AWAY", "", Now.AddSeconds(9)).Change);
        var (second, change) = _book.Report(Report(AlertCatalogue.RedisAway));

        Assert.Equal(AlertChange.Raised, change);
        Assert.NotEqual(first!.Id, second!.Id);
        Assert.Equal(Now.AddSeconds(9), Assert.Single(_book.Recent).ResolvedAtUtc);
    }

    [Fact]
    public void Report_TheSameEventAgain_IsKnownOpenOrOver()
    {
        var report = Report(AlertCatalogue.CircuitBreaker) with { CauseId = Cause };
        var (alert, _) = _book.Report(report);
        Assert.Equal(AlertChange.None, _book.Report(report).Change);
        _book.Acknowledge(alert!.Id, "anna", Now);
        Assert.Equal(AlertChange.None, _book.Report(report).Change);

        Assert.Empty(_book.Open);
        Assert.Equal(1, Assert.Single(_book.Recent).Count);
    }

    [Fact]
    public void Observe_AStateThatGoesOn_CountsOnceAndIsNewsOnceAMinute()
    {
        _book.Observe(Report(AlertCatalogue.RedisAway));
        Assert.Equal(AlertChange.None, _book.Observe(Report(AlertCatalogue.RedisAway) with { AtUtc = Now.AddSeconds(59), Text = "newer" }).Change);
        Assert.Equal("newer", Assert.Single(_book.Open).Text);
        Assert.Equal(AlertChange.SeenAgain, _book.Observe(Report(AlertCatalogue.RedisAway) with { AtUtc = Now.AddSeconds(60) }).Change);
        Assert.Equal(1, Assert.Single(_book.Open).Count);
    }

    [Fact]
    public void Observe_Worse_EscalatesAndHasToBeAcknowledgedAnew()
    {
        var (alert, _) = _book.Observe(Report(AlertCatalogue.DrawdownWarning));
        _book.Acknowledge(alert!.Id, "anna", Now);
        var (worse, change) = _book.Observe(Report(AlertCatalogue.DrawdownWarning) with { Severity = AlertSeverity.Critical, AtUtc = Now.AddSeconds(1) });

        Assert.Equal((AlertChange.Escalated, AlertSeverity.Critical, null), (change, worse!.Severity, worse.AcknowledgedBy));
        // Better again: it was that bad.
        _book.Observe(Report(AlertCatalogue.DrawdownWarning) with { AtUtc = Now.AddSeconds(70) });
        Assert.Equal(AlertSeverity.Critical, Assert.Single(_book.Open).Severity);
    }

    [Fact]
    public void Acknowledge_AState_StaysOpen_AndWhatHappenedIsOver()
    {
        var (state, _) = _book.Report(Report(AlertCatalogue.RedisAway));
        var (fact, _) = _book.Report(Report(AlertCatalogue.TradeNotAtVenue, "BTCUSDT"));

        Assert.True(_book.Acknowledge(state!.Id, "anna", Now).Alert!.IsOpen);
        Assert.False(_book.Acknowledge(fact!.Id, "anna", Now).Alert!.IsOpen);
        Assert.Equal(AlertChange.None, _book.Acknowledge(state.Id, "bob", Now).Change);
        Assert.Equal("anna", _book.Find(state.Id)!.AcknowledgedBy);
        Assert.Equal(AlertChange.None, _book.Acknowledge(Cause, "bob", Now).Change);
    }

    [Fact]
    public void Book_Full_KeepsWhatIsCriticalAndCountsWhatItDrops()
    {
        for (var i = 0; i < AlertBook.OpenMax; i++)
        {
            _book.Report(Report(AlertCatalogue.OrdersUnknown, $"S{i}"));
        }

        Assert.Null(_book.Report(Report(AlertCatalogue.OrdersUnknown, "ONE")).Alert);
        Assert.Equal(AlertChange.Raised, _book.Report(Report(AlertCatalogue.EmergencyStop, "id")).Change);
        Assert.Equal((AlertBook.OpenMax, 2L), (_book.Open.Count, _book.DroppedCount));
    }

    [Fact]
    public void Text_TooLongOrOfSeveralLines_IsOneLineWithinTheBound()
    {
        var (alert, _) = _book.Report(Report(AlertCatalogue.RedisAway, new string('k', 200)) with { Text = "one\ntwo " + new string('x', 5_000) });

        Assert.Equal((AlertBook.TextMax, AlertBook.KeyMax), (alert!.Text.Length, alert.Key.Length));
        Assert.StartsWith("one two", alert.Text, StringComparison.Ordinal);
        Assert.Equal(AlertChange.Resolved, _book.Resolve("REDIS_AWAY", new string('k', 200), Now).Change);
    }

    [Fact]
    public void Restore_OpenAndOver_AreThereAgain_AndOneThatIsOpenHereStays()
    {
        var (old, _) = new AlertBook(new SeededIds(2).Next).Report(Report(AlertCatalogue.RedisAway));
        var (here, _) = _book.Report(Report(AlertCatalogue.AuditFailing));
        _book.Restore(old!);
        _book.Restore(old!);
        _book.Restore(old! with { Id = Cause, Code = "AUDIT_FAILING" });

        Assert.Equal([here!.Id, old!.Id], _book.Open.Select(a => a.Id));
        Assert.Equal(Cause, Assert.Single(_book.Recent).Id);
    }

    private static AlertReport Report(AlertKind kind, string key = "") => new(kind, key, "text", "test", Now);
}
