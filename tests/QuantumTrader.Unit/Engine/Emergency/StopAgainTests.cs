using QuantumTrader.Domain.Emergency;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>Who presses stop wants a flat account, also when an earlier stop was proved flat and something was opened since.</summary>
public sealed class StopAgainTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Stop_AgainWhileAStrangersPositionIsOpen_ClosesIt()
    {
        var first = _bench.StopAndFlatten();
        _bench.Venue.Hold(EngineBench.Btc, 1m);

        var receipt = _bench.Stop("again");
        _bench.Pass(TimeSpan.FromMinutes(1));

        Assert.True(receipt.AlreadyStopped);
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Equal((first.Latch.EmergencyId, 2, EmergencyRunState.Flat), (_bench.Record!.Latch.EmergencyId, _bench.Record.Run, _bench.Record.RunState));
    }

    [Fact]
    public void Stop_AHundredTimesWhileTheAccountIsFlat_BeginsNoOtherRun()
    {
        _bench.StopAndFlatten();
        var calls = _bench.Venue.Calls.Count;
        _bench.Do(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                _ = _bench.Engine.Emergency.ActivateAsync("MANUAL", "again", "tester");
            }
        });
        _bench.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal((1, EmergencyRunState.Flat), (_bench.Record!.Run, _bench.Record.RunState));
        Assert.InRange(_bench.Venue.Calls.Count - calls, 0, 10);
    }
}
