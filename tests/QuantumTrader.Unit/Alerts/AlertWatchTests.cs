using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Web.Alerts;

namespace QuantumTrader.Unit.Alerts;

public sealed class AlertWatchTests : IDisposable
{
    private static readonly AlertSign Sign = new("It is so.");
    private readonly AlertBoard _board = new(new SeededIds(1), TimeProvider.System);
    private readonly AlertWatch _watch;
    private AlertFacts _facts = AlertWorld.Well;
    private IReadOnlyList<AlertSign>? _signs = [];

    public AlertWatchTests()
    {
        AlertCondition[] rows =
        [
            new(AlertCatalogue.DeadLetters, "test", _ => throw new InvalidOperationException("a row that fails")),
            new(AlertCatalogue.RedisAway, "test", _ => _signs) { Lasts = TimeSpan.FromSeconds(5) },
        ];
        _watch = new(_board, () => _facts, rows, TimeProvider.System, NullLogger<AlertWatch>.Instance);
    }

    public void Dispose() => _watch.Dispose();

    [Fact]
    public void State_ThatLasts_IsToldOnceAndNotBefore()
    {
        _signs = [Sign];
        LookAt(0);
        LookAt(4.9);
        Assert.Empty(_board.State.Open);
        LookAt(5);
        LookAt(6);
        Assert.Equal(("REDIS_AWAY", 1L), (Assert.Single(_board.State.Open).Code, _board.State.Open[0].Count));
    }

    [Fact]
    public void State_ThatCameAndWent_StartsAnew()
    {
        _signs = [Sign];
        LookAt(0);
        _signs = [];
        LookAt(3);
        _signs = [Sign];
        LookAt(4);
        LookAt(8.9);
        Assert.Empty(_board.State.Open);
    }

    [Fact]
    public void State_Gone_IsOverAfterAWhile_AndFlutteringIsOneAlert()
    {
        _signs = [Sign];
        LookAt(0);
        LookAt(5);
        _signs = [];
        LookAt(6);
        LookAt(15.9);
        _signs = [Sign];
        LookAt(15.95);
        _signs = [];
        LookAt(16);
        LookAt(25.9);
        Assert.Single(_board.State.Open);
        LookAt(26);
        Assert.Empty(_board.State.Open);
        Assert.Equal(AlertWorld.Now.AddSeconds(26), Assert.Single(_board.State.Recent).ResolvedAtUtc);
    }

    [Fact]
    public void State_NotKnown_RaisesNothingAndEndsNothing()
    {
        _signs = null;
        LookAt(0);
        LookAt(100);
        Assert.Empty(_board.State.Open);
        _signs = [Sign];
        LookAt(200);
        LookAt(205);
        _signs = null;
        LookAt(300);
        LookAt(400);
        Assert.Single(_board.State.Open);
    }

    [Fact]
    public void Restart_AnAlertThatNoLongerHolds_IsEnded()
    {
        _board.Raise(new AlertReport(AlertCatalogue.RedisAway, "", "of before the start", "test", AlertWorld.Now));
        LookAt(0);
        LookAt(10);
        Assert.Empty(_board.State.Open);
    }

    private void LookAt(double seconds)
    {
        _facts = AlertWorld.Well.Healthy(h => h with { NowUtc = AlertWorld.Now.AddSeconds(seconds) });
        _watch.Look();
    }
}
