using System.Diagnostics;
using QuantumTrader.FakeVenue;
using QuantumTrader.FakeVenue.Market;

namespace QuantumTrader.Integration.Venue;

/// <summary>
/// The venue is honest when clients that know nothing of it can use it, as they are published, with their addresses pointed here.
/// </summary>
public sealed class OutsideClientTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [OutsideClientFact("ccxt")]
    public Task Ccxt_KnowingNothingOfTheVenue_LoadsTradesProtectsFollowsAndCloses() => RunAsync("ccxt.mjs", orders: 3);

    [OutsideClientFact("@binance/derivatives-trading-usds-futures")]
    public Task ExchangesOwnConnector_KnowingNothingOfTheVenue_LoadsTradesProtectsFollowsAndCloses() => RunAsync("official.mjs", orders: 2);

    private static async Task RunAsync(string script, int orders)
    {
        await using var venue = await FakeVenueHost.StartAsync(new FakeVenueOptions
        {
            Symbols = InstrumentCatalogue.WellKnown,
            Feed = new FeedOptions { Path = PricePath.Walk, HistoryBars = 200 },
        });
        var start = new ProcessStartInfo("node",
        [
            Path.Combine(OutsideClientFactAttribute.Folder, script),
            venue.RestUrl.ToString().TrimEnd('/'), venue.StreamUrl.ToString().TrimEnd('/'),
            VenueKey.Default.ApiKey, VenueKey.Default.Secret,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Limit);

            Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
            Assert.EndsWith("done", (await output).TrimEnd(), StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        lock (venue.Venue.Gate)
        {
            var account = venue.Venue.Accounts[VenueKey.Default.AccountId];
            Assert.Equal(orders, account.Orders.All.Count);
            Assert.All(account.Positions, p => Assert.Equal(0m, p.Amount));
            Assert.Equal(AlgoStatus.Canceled, Assert.Single(account.Algos.All).Status);
        }
    }
}
