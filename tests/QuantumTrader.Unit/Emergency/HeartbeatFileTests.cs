using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Emergency;

public sealed class HeartbeatFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_WhileAnotherBeats_IsTheNewestBeat()
    {
        using var heart = HeartbeatFile.Open(_folder.Path);
        heart.Beat(HeartbeatState.Starting);
        heart.Beat(HeartbeatState.OnDuty);

        Assert.Equal(new Heartbeat(Environment.ProcessId, 2, HeartbeatState.OnDuty), HeartbeatFile.Read(_folder.Path));
    }

    [Fact]
    public void Open_AfterAnEarlierProcess_ForgetsItsBeats()
    {
        using (var earlier = HeartbeatFile.Open(_folder.Path))
        {
            earlier.Beat(HeartbeatState.Ended);
        }

        using var heart = HeartbeatFile.Open(_folder.Path);
        Assert.Null(HeartbeatFile.Read(_folder.Path));
        heart.Beat(HeartbeatState.OnDuty);
        Assert.Equal(1, HeartbeatFile.Read(_folder.Path)?.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a heartbeat at all, but long enough to be one")]
    public void Read_OfSomethingElse_IsNone(string content)
    {
        File.WriteAllText(_folder["heartbeat"], content);
        Assert.Null(HeartbeatFile.Read(_folder.Path));
    }

    [Fact]
    public void Read_WithoutAFile_IsNone() => Assert.Null(HeartbeatFile.Read(_folder["nowhere"]));

    [Fact]
    public void Beat_AllocatesNothing()
    {
        using var heart = HeartbeatFile.Open(_folder.Path);
        Assert.Equal(0, Allocations.Least(() => heart.Beat(HeartbeatState.OnDuty)));
    }
}
