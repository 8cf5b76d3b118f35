using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Unit.Events;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Events;

namespace QuantumTrader.Unit.Hosting;

public sealed class DeadLetterActionsTests : IDisposable
{
    private readonly HashingJournal _journal = new();
    private readonly HashSet<long> _refused = [2, 3];
    private readonly InProcessEventBus _bus;
    private readonly DeadLetterActions _actions;

    public DeadLetterActionsTests()
    {
        _bus = new InProcessEventBus(_journal);
        _bus.Subscribe(Handle);
        _actions = new(new DeadLetterDesk([], _bus, action => Task.FromResult(action())), new MatrixGate(TimeProvider.System), NullLogger<DeadLetterActions>.Instance);
    }

    [Fact]
    public async Task RetryAll_SomeFailAgain_CountsBothAndKeepsThose()
    {
        await PublishAsync();
        Assert.Equal([2L, 3L], _actions.List().Select(row => row.Sequence));

        _refused.Remove(2);
        var retried = Done(await _actions.RetryAllAsync(Operator, CancellationToken.None));

        Assert.Equal((1, 1), (retried.Succeeded, retried.Failed));
        Assert.Equal([3L], _actions.List().Select(row => row.Sequence));
    }

    [Fact]
    public async Task Retry_OfOne_LeavesTheOthers()
    {
        await PublishAsync();
        _refused.Clear();
        var row = _actions.List()[0];

        Assert.Equal(1, Done(await _actions.RetryAsync(Operator, row.Subscriber, row.Number, CancellationToken.None)).Succeeded);
        Assert.Equal([3L], _actions.List().Select(r => r.Sequence));
    }

    [Fact]
    public async Task Retry_AsViewer_IsRefusedAndTouchesNothing()
    {
        await PublishAsync();
        _refused.Clear();
        Assert.IsType<Guarded<DeadLetterRetry>.Refused>(await _actions.RetryAllAsync(Callers.Person(Roles.Viewer), CancellationToken.None));
        Assert.Equal(2, _actions.List().Count);
    }

    private static Caller Operator => Callers.Person(Roles.Operator);

    private static DeadLetterRetry Done(Guarded<DeadLetterRetry> answer) => Assert.IsType<Guarded<DeadLetterRetry>.Done>(answer).Value;

    public void Dispose() => _journal.Dispose();

    private void Handle(JournaledEvent journaled)
    {
        if (_refused.Contains(journaled.Sequence))
        {
            throw new InvalidOperationException("locked");
        }
    }

    private async Task PublishAsync()
    {
        for (var i = 1; i <= 4; i++)
        {
            Assert.True(await _bus.PublishAsync(TestEvents.Numbered(i)));
        }
    }
}
