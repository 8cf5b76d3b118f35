using System.Diagnostics;
using System.Globalization;
using QuantumTrader.FakeVenue;
using QuantumTrader.Integration.Venue;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>
/// A process stands still between its look at the lease and the write, and goes on when the lease may be another's: the venue knows no
/// epoch, so the order's own window has to make it worthless.
/// </summary>
public sealed class PausedEntryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PastTheWindow = TimeSpan.FromSeconds(2.5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Entry_OfAProcessStoppedPastItsWindow_IsRefusedByTheVenue(bool isStopped)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions());
        using var hand = new VenueClient(venue.RestUrl, TimeProvider.System);
        using var child = Start(venue);
        try
        {
            Assert.Equal("stamped", await child.StandardOutput.ReadLineAsync().WaitAsync(Limit));
            if (isStopped)
            {
                Signal(child, "STOP");
                var watch = Stopwatch.StartNew();
                await Poll.UntilAsync(() => watch.Elapsed > PastTheWindow, Limit, "the window is over");
                Signal(child, "CONT");
            }

            await child.StandardInput.WriteLineAsync();
            var outcome = await child.StandardOutput.ReadLineAsync().WaitAsync(Limit);

            Assert.StartsWith(isStopped ? "Rejected { VenueCode = -1021" : "Accepted", outcome, StringComparison.Ordinal);
            var orders = (await hand.GetAsync("/fapi/v1/allOrders", "symbol=BTCUSDT")).Json.EnumerateArray().Count();
            var fills = (await hand.GetAsync("/fapi/v1/userTrades", "symbol=BTCUSDT")).Json.EnumerateArray().Count();
            Assert.Equal(isStopped ? (0, 0) : (1, 1), (orders, fills));
        }
        finally
        {
            child.Kill();
            await child.WaitForExitAsync();
        }
    }

    private static Process Start(FakeVenueHost venue)
    {
        var path = Path.Combine(AppContext.BaseDirectory.Replace("QuantumTrader.Integration", "QuantumTrader.LeaseChild", StringComparison.Ordinal), "QuantumTrader.LeaseChild.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [path, "venue", venue.RestUrl.ToString(), VenueKey.Default.ApiKey, VenueKey.Default.Secret])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }
}
