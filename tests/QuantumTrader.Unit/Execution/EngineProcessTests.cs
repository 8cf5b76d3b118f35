using System.Diagnostics;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution;

public sealed class EngineProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void Line_ThereAndBack_IsTheSameLivingProcess()
    {
        var read = EngineProcess.Parse(EngineProcess.Current().ToString());
        Assert.Equal(EngineProcess.Current(), read);
        Assert.True(read is { IsHere: true, IsAlive: true });
    }

    [Fact]
    public async Task Kill_TheVeryProcess_EndsIt()
    {
        using var child = Process.Start("sleep", ["600"]);
        var mark = MarkOf(child);
        Assert.True(mark.IsAlive);

        Assert.True(mark.TryKill());

        await child.WaitForExitAsync().WaitAsync(Limit, TimeProvider.System);
        Assert.False(mark.IsAlive);
        Assert.False(mark.TryKill());
    }

    [Fact]
    public void Kill_AnotherProcessOfTheSameNumber_IsNotDone()
    {
        using var child = Process.Start("sleep", ["600"]);
        try
        {
            var mark = MarkOf(child);
            Assert.False((mark with { Started = "1" }).TryKill());
            Assert.False((mark with { Started = "" }).TryKill());
            Assert.False((mark with { Place = "another machine" }).TryKill());
            Assert.False(child.HasExited);
        }
        finally
        {
            child.Kill();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("process")]
    [InlineData("-4")]
    [InlineData("0 1 x")]
    public void Line_ThatIsNone_IsNobody(string text) => Assert.Null(EngineProcess.Parse(text));

    [Fact]
    public void Line_WithTheNumberAlone_IsNeverAlive() => Assert.False(EngineProcess.Parse($"{Environment.ProcessId}")!.IsAlive);

    /// <summary>As the child itself would have written it.</summary>
    private static EngineProcess MarkOf(Process child)
    {
        var stat = File.ReadAllText($"/proc/{child.Id}/stat");
        return EngineProcess.Current() with { Id = child.Id, Started = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[19] };
    }
}
