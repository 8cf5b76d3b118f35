using QuantumTrader.Domain.Emergency;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Emergency;

/// <summary>A data directory whose trades are at a venue, met by a process whose settings say paper.</summary>
public sealed class OtherVenueTests : IDisposable
{
    private readonly TempFolder _data = new();

    public OtherVenueTests()
    {
        File.WriteAllText(_data["engine.used"], "1");
        File.WriteAllText(_data[VenueMark.FileName], "Binance Rehearsal\n");
    }

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Stop_OnOtherSettings_LatchesAndProvesNothing()
    {
        var stop = await CommandProcess.RunAsync(_data.Path, "ess", "activate", "--reason", "nobody home");

        stop.AssertRefused(1, "NOTHING WAS CLOSED", "'Binance Rehearsal'", "'Paper'", "Exchange:Provider", "next start is stopped");
        Assert.DoesNotContain("Flat", stop.Output, StringComparison.Ordinal);
        using var latch = new LatchFile(_data["emergency"]);
        Assert.IsType<LatchFileRead.Latched>(latch.Read());
        Assert.False(Directory.Exists(_data["emergency/certificates"]));
    }

    [Fact]
    public async Task Start_OnOtherSettings_IsRefusedInOneLine()
    {
        var start = await CommandProcess.RunAsync(_data.Path, [("ASPNETCORE_URLS", "http://127.0.0.1:0")], []);

        Assert.NotEqual(0, start.ExitCode);
        Assert.Contains("'Binance Rehearsal'", start.Output + start.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", start.Output + start.Error, StringComparison.Ordinal);
    }
}
