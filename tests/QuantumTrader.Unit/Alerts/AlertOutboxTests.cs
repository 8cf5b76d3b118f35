using QuantumTrader.Domain.Alerts;
using QuantumTrader.Infrastructure.Alerts;

namespace QuantumTrader.Unit.Alerts;

public sealed class AlertOutboxTests
{
    private static readonly DateTimeOffset Now = AlertWorld.Now;
    private readonly AlertOutbox _box = new();

    [Fact]
    public void Next_TheWorstFirst_ButOfOneAlertInOrder()
    {
        _box.Add(Message(1, alert: 1, AlertSeverity.Warning));
        _box.Add(Message(2, alert: 2, AlertSeverity.Warning));
        _box.Add(Message(3, alert: 2, AlertSeverity.Critical)); // the second alert got worse: must not overtake its own beginning
        _box.Add(Message(4, alert: 3, AlertSeverity.Critical));

        Assert.Equal([4, 1, 2, 3], Drain());
    }

    [Fact]
    public void Failed_HoldsBackItsOwnAlertAlone()
    {
        _box.Add(Message(1, alert: 1));
        _box.Add(Message(2, alert: 1));
        _box.Add(Message(3, alert: 2));
        _box.Failed(Id(1), "Answered 500.", Now.AddSeconds(5));

        Assert.Equal(Id(3), _box.Next(Now)!.Id);
        _box.Delivered(Id(3));
        Assert.Null(_box.Next(Now.AddSeconds(4.9)));
        Assert.Equal(Now.AddSeconds(5), _box.NextAtUtc);
        Assert.Equal((Id(1), 1), (_box.Next(Now.AddSeconds(5))!.Id, _box.Next(Now.AddSeconds(5))!.Attempts));
    }

    [Fact]
    public void GivenUp_IsShownAndLetsTheNextGo()
    {
        _box.Add(Message(1, alert: 1));
        _box.Add(Message(2, alert: 1));
        _box.GiveUp(Id(1), "Answered 410.");

        Assert.Equal(Id(2), _box.Next(Now)!.Id);
        Assert.Equal((Id(1), "Answered 410."), (Assert.Single(_box.Dead).Id, _box.Dead.First().LastError));
    }

    [Fact]
    public void Revive_SendsWhatWasGivenUpUnderItsOwnId()
    {
        _box.Add(Message(1, alert: 1));
        _box.Failed(Id(1), "Answered 500.", Now);
        _box.GiveUp(Id(1), "Answered 500.");

        Assert.Equal(1, _box.Revive(Now.AddDays(2)));
        Assert.Equal((Id(1), 0, Now.AddDays(2)), (_box.Waiting[0].Id, _box.Waiting[0].Attempts, _box.Waiting[0].MadeAtUtc));
        Assert.Empty(_box.Dead);
    }

    [Fact]
    public void Full_GivesUpTheMildestAndKeepsWithinItsBounds()
    {
        _box.Add(Message(0, alert: 0, AlertSeverity.Critical));
        for (var i = 1; i <= AlertOutbox.WaitingMax + AlertOutbox.DeadMax + 5; i++)
        {
            _box.Add(Message(i, alert: i));
        }

        Assert.Equal((AlertOutbox.WaitingMax, AlertOutbox.DeadMax), (_box.Waiting.Count, _box.Dead.Count));
        Assert.Equal(Id(0), _box.Waiting[0].Id);
    }

    private List<int> Drain()
    {
        var order = new List<int>();
        while (_box.Next(Now) is { } next)
        {
            order.Add(BitConverter.ToInt32(next.Id.ToByteArray()));
            _box.Delivered(next.Id);
        }

        return order;
    }

    private static AlertDelivery Message(int number, int alert, AlertSeverity severity = AlertSeverity.Warning) => new()
    {
        Id = Id(number),
        AlertId = Id(alert),
        Code = "REDIS_AWAY",
        Type = "alert.raised",
        Severity = severity,
        Body = "{}",
        MadeAtUtc = Now.AddTicks(number),
        NextAtUtc = Now,
    };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
