using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Market;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Trades;

public sealed class KillTests
{
    private const int Kills = 4;
    private static readonly TimeSpan TradeLimit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task App_KilledAtRandomMomentsOfTrading_GoesOnWithTheSameTradesAndPositions()
    {
        using var data = new TempFolder();
        var random = new SeededRandom(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            await TradeAndKillAsync(data.Path, barsMore: random.Next(60));
            var before = await DataImage.TakeAsync(data.Path);
            await StartAndEndAsync(data.Path);
            var after = await DataImage.TakeAsync(data.Path);

            Assert.Equal(before.Epoch + 1, after.Epoch);
            AssertSameAccount(before, after);
            AssertSameTrades(before, after);
            AssertConsistent(after);
        }

        (await CommandProcess.RunAsync(data.Path, "events", "verify")).AssertDone();
    }

    [Fact]
    public async Task App_TerminatedWhileTrading_EndsInTimeAndKeepsPositionsWithTheirStops()
    {
        using var data = new TempFolder();
        await using var app = AppProcess.StartTrading(data.Path);
        await app.HealthyAsync();
        await app.UntilAsync(() => HasPositionAsync(data.Path), TradeLimit, "a position is open");
        var (exitCode, took) = await app.TerminateAsync();

        Assert.True(exitCode == 0, app.Output);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var image = await DataImage.TakeAsync(data.Path);
        Assert.Empty(image.Verified.Faults);
        AssertConsistent(image);
        Assert.All(image.Book.Open.Where(t => t.QuantityOpen.IsPositive && !t.ExitIsWorking), trade => Assert.Contains(
            image.Account.OpenOrders,
            o => o.Order is { ReduceOnly: true, TriggerPrice: not null } && o.Order.Symbol == trade.Symbol && trade.Orders.Any(own => own.ClientOrderId.Value == o.Order.ClientOrderId && own.Purpose == OrderPurpose.StopLoss)));
    }

    /// <summary>Trades until a position is open, then for some bars more, and dies.</summary>
    private static async Task TradeAndKillAsync(string data, int barsMore)
    {
        await using var app = AppProcess.StartTrading(data);
        await app.HealthyAsync();
        await app.UntilAsync(() => HasPositionAsync(data), TradeLimit, "a position is open");
        var cursor = new MarketCursorFile(Path.Combine(data, "market.cursor"));
        var from = cursor.Read();
        await app.UntilAsync(() => Task.FromResult(cursor.Read() - from >= TimeSpan.FromMinutes(barsMore)), TradeLimit, "bars go on");
        await app.KillAsync();
    }

    private static async Task StartAndEndAsync(string data)
    {
        await using var app = AppProcess.StartQuiet(data);
        await app.StartedAsync();
        Assert.True((await app.TerminateAsync()).ExitCode == 0, app.Output);
    }

    private static async Task<bool> HasPositionAsync(string data)
    {
        using var store = new SqliteTradeStateStore(Path.Combine(data, "engine.db"));
        return (await store.ListOpenAsync(null, CancellationToken.None)).Any(t => t.QuantityOpen.IsPositive);
    }

    /// <summary>No fill is lost or made up; what a start itself does (a stop that was missing, an exit that was on its way) comes after.</summary>
    private static void AssertSameAccount(DataImage before, DataImage after)
    {
        Assert.Equal(before.Account.Fills, after.Account.Fills.Take(before.Account.Fills.Count));
        if (before.Account.Fills.Count == after.Account.Fills.Count)
        {
            Assert.Equal(before.Positions, after.Positions);
            Assert.Equal(before.Account.Wallet, after.Account.Wallet);
        }
    }

    private static void AssertSameTrades(DataImage before, DataImage after)
    {
        Assert.Equal(before.Journal.Select(j => (j.Sequence, j.Event.EventId)), after.Journal.Take(before.Journal.Count).Select(j => (j.Sequence, j.Event.EventId)));
        foreach (var (id, was) in before.Trades)
        {
            var now = after.Trades[id];
            Assert.Equal((was.Symbol, was.Direction, was.QuantityPlanned), (now.Symbol, now.Direction, now.QuantityPlanned));
            Assert.Subset(now.FillIds.ToHashSet(), was.FillIds.ToHashSet());
            if (was.IsOver)
            {
                Assert.Equal(TradeStateJson.Write(was), TradeStateJson.Write(now));
            }
        }
    }

    /// <summary>Journal, trade store and venue say the same, and nothing twice.</summary>
    private static void AssertConsistent(DataImage image)
    {
        Assert.Equal(0, image.Verified.ExitCode);
        Assert.Equal(image.Positions, image.PositionsOfTrades);
        Assert.Equal(image.Account.Fills.Select(f => f.FillId), image.Journal.Select(j => j.Event).OfType<OrderFilled>().Select(f => f.FillId).Order());
        AssertNothingTwice(image);
        foreach (var (id, trade) in image.Trades)
        {
            Assert.Equal(TradeStateJson.Write(trade), TradeStateJson.Write(image.Stored[id]));
        }

        var account = image.Account;
        Assert.Equal(account.Wallet, account.StartingBalance + account.NetTransfers + account.RealisedPnl - account.Fees + account.Funding);
    }

    private static void AssertNothingTwice(DataImage image)
    {
        Assert.Distinct(image.Journal.Select(j => j.Event.EventId));
        Assert.Distinct(image.Journal.Select(j => j.Event).OfType<TradePlanned>().Select(p => p.TradeId));
        Assert.Distinct(image.Journal.Select(j => j.Event).OfType<OrderIntended>().Select(o => o.ClientOrderId));
        Assert.Distinct(image.Journal.Select(j => j.Event).OfType<TradeClosed>().Select(c => c.TradeId));
        Assert.Distinct(image.Book.Open.Select(t => t.Symbol));
        Assert.Equal((0L, 0), (image.Book.IllegalCount, image.Book.Faults.Count));
    }
}
