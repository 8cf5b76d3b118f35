using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution.Binance;
using QuantumTrader.Infrastructure.Execution.Binance.Http;
using QuantumTrader.Infrastructure.Execution.Binance.Limits;
using QuantumTrader.Infrastructure.Execution.Binance.Meaning;

namespace QuantumTrader.LeaseChild;

/// <summary>
/// An entry at a venue: stamped, the lease looked at, and then sent only when a line comes in. Whoever stops this process in between has
/// stopped it between the check and the write.
/// </summary>
internal static class VenueEntry
{
    /// <param name="args">The REST address, key and secret.</param>
    public static async Task RunAsync(string[] args)
    {
        var time = TimeProvider.System;
        var options = new BinanceOptions { RestUrl = args[0], StreamUrl = args[0], ApiKey = new Secret(args[1]), ApiSecret = new Secret(args[2]) };
        var clock = new ServerClock(time);
        var budget = new RequestBudget(options, clock, file: null);
        using var api = new BinanceHttpApi(options, budget, clock, time);
        var sync = new ClockSync(api, clock, time, options.ClockInterval);
        var symbol = Symbol.Create("BTCUSDT");
        using var exchange = new BinanceExchange(api, options, sync, new AlgoOrigins(), time, [symbol], budget);
        await sync.SyncAsync(CancellationToken.None);
        await exchange.GetInstrumentsAsync(CancellationToken.None);

        var sentAt = time.GetUtcNow();
        var entry = SendWindow.Stamp(EntryOf(symbol), sentAt, leaseLeft: TimeSpan.FromSeconds(10)) ?? throw new InvalidOperationException("The lease is too short.");
        Console.WriteLine("stamped");
        Console.ReadLine();
        Console.WriteLine(await exchange.SubmitAsync(entry, CancellationToken.None));
    }

    private static OrderIntent EntryOf(Symbol symbol) => new()
    {
        ClientOrderId = ClientOrderIds.ForTrade(TradeId.Create("1-1"), OrderPurpose.Entry, 0),
        TradeId = TradeId.Create("1-1"),
        Symbol = symbol,
        Side = OrderSide.Buy,
        Type = OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = new Quantity(0.01m),
        ReduceOnly = false,
        Leverage = new Leverage(5m),
    };
}
