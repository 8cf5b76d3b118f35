using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Emergency;

/// <summary>A stop by a file, and a latch file that others write or delete, on the real app.</summary>
public sealed class StopByFileTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task File_PutThereWhileTheAppRuns_StopsItAndIsTaken()
    {
        await using var app = await AppProcess.StartTrading(_data.Path).HealthyAsync();

        await File.WriteAllTextAsync(_data["emergency/STOP"], "prices look wrong\n");

        var status = await app.StatusUntilAsync(s => s.RunState == EmergencyRunState.Flat, "the stop ends flat");
        Assert.Equal((TriggerCodes.File, "prices look wrong", "file STOP"), (status.Trigger, status.Reason, status.ActivatedBy));
        await app.UntilAsync(() => Task.FromResult(Taken().Length == 1 && !File.Exists(_data["emergency/STOP"])), Limit, "the file is taken");
        await app.KillAsync();
    }

    [Fact]
    public async Task File_ThereAtTheStart_StopsBeforeAnythingIsSentAndOnce()
    {
        Directory.CreateDirectory(_data["emergency/STOP"]);
        Guid? id;
        await using (var app = await AppProcess.StartTrading(_data.Path).StartedAsync())
        {
            var status = await app.StatusUntilAsync(s => s.RunState == EmergencyRunState.Flat, "the stop ends flat");
            Assert.Equal((TriggerCodes.File, "STOP is a directory and gives no reason.", 0), (status.Trigger, status.Reason, status.ClosesSent));
            id = status.EmergencyId;
            await app.UntilAsync(() => Task.FromResult(Taken().Length == 1), Limit, "the file is taken");
            await app.KillAsync();
        }

        await using var again = await AppProcess.StartQuiet(_data.Path).StartedAsync();
        Assert.Equal(id, (await again.StatusUntilAsync(s => s.Latched, "it still holds")).EmergencyId);
        await again.KillAsync();
    }

    [Fact]
    public async Task LatchFile_WrittenByAnotherAndThenDeleted_StopsTheAppAndComesBack()
    {
        await using var app = await AppProcess.StartTrading(_data.Path).HealthyAsync();
        var foreign = new EmergencyRecord { Latch = new EmergencyLatch(Guid.Parse("99999999-0000-0000-0000-000000000002"), "smoke", TriggerCodes.CommandLine, "anna", DateTimeOffset.UnixEpoch), RunState = EmergencyRunState.Latched };
        using var file = new LatchFile(_data["emergency"]);
        await file.SaveAsync(foreign);

        var status = await app.StatusUntilAsync(s => s.RunState == EmergencyRunState.Flat, "the stop ends flat");
        Assert.Equal((foreign.Latch.EmergencyId, "smoke"), (status.EmergencyId, status.Reason));

        File.Delete(_data["emergency/latch.json"]);
        await app.UntilAsync(() => Task.FromResult(file.Read() is LatchFileRead.Latched l && l.Record.Latch.EmergencyId == foreign.Latch.EmergencyId), Limit, "the latch file is back");
        await app.KillAsync();
    }

    private string[] Taken() => Directory.Exists(_data["emergency"]) ? Directory.GetFileSystemEntries(_data["emergency"], "STOP.taken-*") : [];
}
