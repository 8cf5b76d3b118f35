using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.Integration.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Emergency;

/// <summary>The stop that is rehearsed after each start leaves nothing behind, and the real one is untouched by it.</summary>
public sealed class StopRehearsalTests : IDisposable
{
    private const string Real = "the first real one";
    private const string Ready = "The code of a stop is ready";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly TempFolder _data = new();
    private readonly TempFolder _temporary = new();

    [Fact]
    public async Task Start_StopRehearsed_StopsNothingAndRecordsNothing()
    {
        await using var app = await StartedAsync(_temporary.Path);
        await app.UntilAsync(() => Task.FromResult(app.Output.Contains(Ready, StringComparison.Ordinal)), Limit, "the stop is rehearsed");
        Assert.False((await app.StatusAsync())!.Latched);
        Assert.IsType<LatchFileRead.Clear>(ReadLatch());
        Assert.Empty(Directory.GetDirectories(_temporary.Path, "quantumtrader-rehearsal-*"));
        Assert.DoesNotContain("EMERGENCY STOP", app.Output, StringComparison.Ordinal);

        (await CommandProcess.RunAsync(_data.Path, "ess", "activate", "--reason", Real)).AssertDone();
        await app.KillAsync();
        var events = (await DataImage.TakeAsync(_data.Path)).Journal.Select(j => j.Event).ToArray();
        var before = events.TakeWhile(e => e is not EmergencyStopped { Reason: Real }).ToArray();
        Assert.Single(events.OfType<EmergencyStopped>());
        Assert.Single(before.OfType<PolicyUpdated>());
        Assert.DoesNotContain(before, e => e is EmergencyRunAdvanced or AuditAnchored);
    }

    [Fact]
    public async Task Start_NoFolderToRehearseIn_TradesAndStopsAllTheSame()
    {
        await using var app = await StartedAsync(_temporary["missing"]);
        await app.UntilAsync(() => Task.FromResult(app.Output.Contains("could not be run on a stand-in", StringComparison.Ordinal)), Limit, "it says that it did not rehearse");
        Assert.False((await app.StatusAsync())!.Latched);
        (await CommandProcess.RunAsync(_data.Path, "ess", "activate", "--reason", "unrehearsed")).AssertDone();
        Assert.True((await app.StatusAsync())!.Latched);
    }

    public void Dispose()
    {
        _data.Dispose();
        _temporary.Dispose();
    }

    private Task<AppProcess> StartedAsync(string temporaryFolder) => AppProcess.StartQuiet(_data.Path, ("TMPDIR", temporaryFolder)).StartedAsync();

    private LatchFileRead ReadLatch()
    {
        using var latch = new LatchFile(_data["emergency"]);
        return latch.Read();
    }
}
