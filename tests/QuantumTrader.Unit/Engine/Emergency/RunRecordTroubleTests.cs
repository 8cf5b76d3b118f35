using QuantumTrader.Domain.Emergency;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>What an earlier process left of a run may be anything; the stop goes on by what the venue says.</summary>
public sealed class RunRecordTroubleTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_ItsRecordCannotBeTakenIn_ClosesAllTheSame()
    {
        var trade = _bench.Open();
        _bench.Archive.RunFault = () => new InvalidDataException("damaged");

        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(0m, _bench.Venue.HeldOf(trade.Symbol));
        Assert.Equal(EmergencyRunState.Flat, _bench.Record!.RunState);
    }
}
