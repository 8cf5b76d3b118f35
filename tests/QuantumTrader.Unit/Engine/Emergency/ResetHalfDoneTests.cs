using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>A reset that was told not to have gone through must leave a stop that the next start and the next leader find.</summary>
public sealed class ResetHalfDoneTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(Fault.Fails)]
    [InlineData(Fault.Hangs)]
    public void Reset_TheFileCannotBeCleared_TheNextStartIsStopped(Fault fault)
    {
        _bench.StopAndFlatten();
        _bench.Latches.Fault = fault;
        Assert.Contains("stays stopped", _bench.Reset().Refusal, StringComparison.Ordinal);
        _bench.Latches.Fault = Fault.None;
        _bench.Pass(TimeSpan.FromSeconds(5));

        Assert.NotNull(NextStart());
        Assert.True(_bench.Policies.Current!.EmergencyMode);
    }

    [Fact]
    public void Reset_ThePolicyAnswersTooLateThatItWasWritten_TheNextStartIsStopped()
    {
        _bench.StopAndFlatten();
        var disk = new TaskCompletionSource();
        _bench.Policies.BeforeWrite = () => disk.Task;
        Assert.Contains("stays stopped", _bench.Reset().Refusal, StringComparison.Ordinal);

        _bench.Do(disk.SetResult);
        _bench.Await(_bench.Engine.RefreshPolicyAsync); // as once a second
        _bench.Pass(TimeSpan.FromSeconds(5));

        Assert.True(_bench.Engine.Emergency.IsLatched);
        Assert.NotNull(NextStart());
        Assert.True(_bench.Policies.Current!.EmergencyMode);
    }

    [Fact]
    public void Reset_RepeatedAfterOneThatFailed_IsDoneInBothPlaces()
    {
        _bench.StopAndFlatten();
        _bench.Latches.Fault = Fault.Fails;
        Assert.False(_bench.Reset().Done);
        _bench.Latches.Fault = Fault.None;
        _bench.Pass(TimeSpan.FromSeconds(5));

        Assert.True(_bench.Reset().Done);

        Assert.Null(NextStart());
        Assert.False(_bench.Policies.Current!.EmergencyMode);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    private EmergencyRecord? NextStart()
    {
        var history = _bench.Policies.Inner.ReadHistoryAsync(1_000, CancellationToken.None).Result;
        return LatchResolution.Resolve(
            _bench.Latches.Content, _bench.Policies.Current, history.Select(p => p.LastResetEmergencyId).OfType<Guid>().ToHashSet(), usedBefore: true, _bench.Now, new SeededIds(3).Next);
    }
}
