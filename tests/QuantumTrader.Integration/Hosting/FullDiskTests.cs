using System.Diagnostics;
using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Integration.Commands;

namespace QuantumTrader.Integration.Hosting;

/// <summary>The real app on a real disk without a byte left.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Megabytes = 48;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(2);
    private readonly SmallDisk _disk = new(Megabytes);

    [SmallDiskFact]
    public async Task Disk_Full_DeniesEntriesStopsOnOrderAndGoesOnWhenThereIsRoom()
    {
        await using var app = await AppProcess.StartTrading(_disk.Path).HealthyAsync();
        await app.BrowserAsync(); // signed in while there is room
        await AssertFailureIsSeenAsync(app);
        await app.UntilAsync(async () => (await PageAsync(app)).Contains("JOURNAL_UNAVAILABLE", StringComparison.Ordinal), Limit, "an entry is denied for the journal");

        (await CommandProcess.RunAsync(_disk.Path, "ess", "activate", "--reason", "the disk is full")).AssertRefused(3, "Trading is stopped", "not saved");
        var stopped = await app.StatusUntilAsync(s => s.RunState == EmergencyRunState.Flat, "the stop ends flat on the full disk");
        await AssertNotSavedIsSaidAsync(app);

        _disk.Free();
        await app.UntilAsync(async () => (await app.HealthAsync()).GetProperty("journalOk").GetBoolean(), Limit, "the journal goes on");
        var sequence = await SequenceAsync(app);
        await app.UntilAsync(async () => await SequenceAsync(app) > sequence, Limit, "new events become durable");
        await app.UntilAsync(() => Task.FromResult(LatchHolds(stopped.EmergencyId)), Limit, "the stop becomes durable");
        await app.StatusUntilAsync(s => s.IsLatchDurable, "it is said to be saved");
        await AssertHeldAfterAKillAsync(app, stopped.EmergencyId);
    }

    /// <summary>No engine runs: with the command's own process the stop would be gone.</summary>
    [SmallDiskFact]
    public async Task Stop_WithoutAnEngineOnAFullDisk_IsNotCalledDoneBeforeItIsSaved()
    {
        await using (var app = await AppProcess.StartTrading(_disk.Path).HealthyAsync())
        {
            await app.KillAsync();
        }

        _disk.Fill();
        (await CommandProcess.RunAsync(_disk.Path, "ess", "activate")).AssertNotDone();
        _disk.Free();
        (await CommandProcess.RunAsync(_disk.Path, "ess", "activate")).AssertDone();
        Assert.Contains("saved     yes", (await CommandProcess.RunAsync(_disk.Path, "ess", "status")).AssertDone().Output, StringComparison.Ordinal);
    }

    public void Dispose() => _disk.Dispose();

    private async Task AssertNotSavedIsSaidAsync(AppProcess app)
    {
        var health = await app.HealthAsync();
        Assert.Equal("latch_not_saved", health.GetProperty("status").GetString());
        Assert.True(health.GetProperty("latchNotSavedSeconds").GetDouble() > 0);
        Assert.Contains("saved     NO", (await CommandProcess.RunAsync(_disk.Path, "ess", "status")).AssertDone().Output, StringComparison.Ordinal);
        await app.UntilAsync(async () => (await PageAsync(app)).Contains("The STOP is NOT SAVED", StringComparison.Ordinal), SeenWithin, "every page says that the stop is not saved");
        using var form = await app.GetAsync("/emergency");
        Assert.Contains("NO, since", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>From the moment in which the journal itself notices.</summary>
    private async Task AssertFailureIsSeenAsync(AppProcess app)
    {
        await app.UntilAsync(() =>
        {
            _disk.Fill();
            return Task.FromResult(app.Output.Contains("could not be made durable", StringComparison.Ordinal));
        }, Limit, "the journal meets the full disk");
        var watch = Stopwatch.StartNew();
        await app.UntilAsync(async () => (await app.HealthAsync()).GetProperty("journal").GetProperty("state").GetString() == "failing", SeenWithin, "/health says that the journal fails");
        await app.UntilAsync(async () => (await PageAsync(app)).Contains("NOT WRITING", StringComparison.Ordinal), SeenWithin, "the screen says that the journal fails");
        Assert.True(watch.Elapsed < SeenWithin, $"It took {watch.Elapsed} to be seen.");
        var health = await app.HealthAsync();
        Assert.False(string.IsNullOrEmpty(health.GetProperty("journal").GetProperty("cause").GetString()));
    }

    private async Task AssertHeldAfterAKillAsync(AppProcess app, Guid? emergencyId)
    {
        await app.KillAsync();
        (await CommandProcess.RunAsync(_disk.Path, "events", "verify")).AssertDone();
        await using var again = await AppProcess.StartQuiet(_disk.Path).StartedAsync();
        var status = (await again.StatusAsync())!;
        Assert.Equal((true, emergencyId), (status.Latched, status.EmergencyId));
    }

    private bool LatchHolds(Guid? emergencyId)
    {
        using var latch = new LatchFile(Path.Combine(_disk.Path, "emergency"));
        return latch.Read() is LatchFileRead.Latched { Record: var record } && record.Latch.EmergencyId == emergencyId;
    }

    private static async Task<string> PageAsync(AppProcess app)
    {
        using var answer = await app.GetAsync("/");
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<long> SequenceAsync(AppProcess app)
    {
        JsonElement health = await app.HealthAsync();
        return health.GetProperty("journal").GetProperty("lastSequence").GetInt64() - health.GetProperty("journal").GetProperty("notYetDurable").GetInt64();
    }
}
