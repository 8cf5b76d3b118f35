using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Web.Engine.Policy;
using QuantumTrader.Web.Engine.Scheduling;

namespace QuantumTrader.Unit.Engine.Policy;

public sealed class PolicyListenerTests : IDisposable
{
    private readonly EngineContext _context = new();
    private readonly FakeChanges _changes = new();
    private readonly PolicyListener _listener;
    private long _known = 5;
    private int _readings;

    public PolicyListenerTests() => _listener = new PolicyListener(_changes, _context, version => version > _known, () =>
    {
        _readings++;
        return Task.CompletedTask;
    });

    public void Dispose()
    {
        _listener.Dispose();
        _context.Dispose();
    }

    [Fact]
    public void Heard_NewVersion_IsReadOnTheEngineAndNotOnTheConnection()
    {
        _changes.Announce(6);
        Assert.Equal(0, _readings);

        _context.RunUntilIdle();
        Assert.Equal(1, _readings);
    }

    [Fact]
    public void Heard_KnownVersion_IsNotReadAgain()
    {
        _changes.Announce(5);
        _context.RunUntilIdle();

        Assert.Equal((0, 1L), (_readings, _listener.Count));
    }

    [Fact]
    public void Heard_NewVersionWhileAKnownOneWaits_IsNotMissed()
    {
        _changes.Announce(5);
        _changes.Announce(6);
        _context.RunUntilIdle();

        Assert.Equal(1, _readings);
    }

    [Fact]
    public void Heard_AThousandAtOnce_AreOneReading()
    {
        for (var version = 6; version < 1_006; version++)
        {
            _changes.Announce(version);
        }

        _context.RunUntilIdle();
        Assert.Equal(1, _readings);
    }

    [Fact]
    public void Heard_AfterAReading_IsReadAnew()
    {
        _changes.Announce(6);
        _context.RunUntilIdle();
        _known = 6;
        _changes.Announce(7);
        _context.RunUntilIdle();

        Assert.Equal(2, _readings);
    }

    [Fact]
    public void Dispose_EndsTheSubscription()
    {
        _listener.Dispose();

        Assert.True(_changes.IsEnded);
    }

    private sealed class FakeChanges : IPolicyChanges, IDisposable
    {
        private Action<long>? _changed;

        public bool IsEnded { get; private set; }

        public IDisposable Subscribe(Action<long> changed)
        {
            _changed = changed;
            return this;
        }

        public void Announce(long version) => _changed!(version);

        public void Dispose() => IsEnded = true;
    }
}
