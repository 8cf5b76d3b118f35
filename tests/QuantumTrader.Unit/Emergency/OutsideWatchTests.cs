using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Emergency;

/// <summary>The looking itself: on real files, beside an engine that may be slow or gone.</summary>
public sealed class OutsideWatchTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private readonly FakeLatchStore _latches = new();
    private readonly ConcurrentQueue<OutsideLook> _told = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _stopping.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_AFileAppears_IsToldUntilTheStopHoldsAndThenTaken()
    {
        var looks = 0;
        var running = Watch().RunAsync(look => Told(look, look.File is not null && ++looks >= 3), _stopping.Token);
        File.WriteAllText(_folder["STOP"], "enough");

        await Poll.UntilAsync(() => !File.Exists(_folder["STOP"]), Limit, "the file was taken");

        Assert.Equal(3, looks);
        Assert.All(_told.Where(l => l.File is not null), l => Assert.Equal("enough", l.File!.Reason));
        await EndAsync(running);
    }

    [Fact]
    public async Task Run_WhoeverIsToldFails_IsToldAgain()
    {
        var failures = 0;
        var running = Watch().RunAsync(_ => ++failures < 3 ? throw new InvalidOperationException("not now") : Task.FromResult(false), _stopping.Token);

        await Poll.UntilAsync(() => failures >= 5, Limit, "it was told again");
        await EndAsync(running);
    }

    [Fact]
    public async Task Run_WhoeverIsToldHangs_EndsAllTheSame()
    {
        var running = Watch().RunAsync(look => Told(look, new TaskCompletionSource<bool>().Task), _stopping.Token);

        await Poll.UntilAsync(() => !_told.IsEmpty, Limit, "it was told once");
        await EndAsync(running);
    }

    [Fact]
    public async Task Run_WithoutAFileByOption_StillTellsOfTheLatch()
    {
        File.WriteAllText(_folder["STOP"], "enough");
        var running = new OutsideWatch(null, _latches, TimeSpan.FromMilliseconds(10), TimeProvider.System, NullLogger<OutsideWatch>.Instance).RunAsync(look => Told(look, true), _stopping.Token);

        await Poll.UntilAsync(() => _told.Count > 2, Limit, "it was told");

        Assert.All(_told, l => Assert.Equal((null, true), (l.File, l.Latch is LatchFileRead.Absent)));
        Assert.True(File.Exists(_folder["STOP"]));
        await EndAsync(running);
    }

    private OutsideWatch Watch() => new(new StopFile(_folder.Path, "STOP", TimeProvider.System), _latches, TimeSpan.FromMilliseconds(10), TimeProvider.System, NullLogger<OutsideWatch>.Instance);

    private Task<bool> Told(OutsideLook look, bool mayTake) => Told(look, Task.FromResult(mayTake));

    private Task<bool> Told(OutsideLook look, Task<bool> answer)
    {
        _told.Enqueue(look);
        return answer;
    }

    private async Task EndAsync(Task running)
    {
        await _stopping.CancelAsync();
        await running.WaitAsync(Limit, TimeProvider.System);
    }
}
