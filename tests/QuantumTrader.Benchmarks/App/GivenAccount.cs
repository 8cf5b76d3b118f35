using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Benchmarks.App;

/// <summary>A paper account that begins with a long position, and orders that would add to it, in each of the first symbols. Kept nowhere.</summary>
internal sealed class GivenAccount(IReadOnlyList<Instrument> instruments, int positions, int ordersEach) : IPaperAccountStore
{
    private static readonly Price Mark = new(50_000m);

    public ValueTask<PaperAccountState?> LoadAsync(CancellationToken stopping) => ValueTask.FromResult<PaperAccountState?>(new PaperAccountState
    {
        Format = PaperAccountState.FormatCurrent,
        HedgeMode = false,
        Seed = 1,
        Draws = 0,
        StartingBalance = new Usd(100_000_000m),
        Wallet = new Usd(100_000_000m),
        NetTransfers = Usd.Zero,
        RealisedPnl = Usd.Zero,
        Fees = Usd.Zero,
        Funding = Usd.Zero,
        NextOrderId = (positions * ordersEach) + 1,
        NextFillId = 1,
        Symbols = [.. instruments.Take(positions).Select(i => new PaperSymbolState { Symbol = i.Symbol, Mark = Mark, Leverage = new Leverage(5m), Legs = [new PaperLegState(PositionSide.Both, 1m, Mark)] })],
        OpenOrders = [.. Enumerable.Range(0, positions * ordersEach).Select(n => new PaperOrderState(Order(n), Usd.Zero, false, false))],
        FinishedOrders = [],
        FinishedOrdersEvicted = 0,
        Fills = [],
        FillsEvicted = 0,
    });

    public ValueTask SaveAsync(PaperAccountState state, CancellationToken stopping) => ValueTask.CompletedTask;

    /// <summary>Every fourth is conditional.</summary>
    private VenueOrder Order(int number) => new()
    {
        VenueOrderId = number + 1,
        ClientOrderId = $"hand-{number}",
        Symbol = instruments[number / ordersEach].Symbol,
        Side = OrderSide.Buy,
        Type = number % 4 == 3 ? OrderType.StopMarket : OrderType.Limit,
        Status = VenueOrderStatus.New,
        Quantity = new Quantity(1m),
        FilledQuantity = Quantity.Zero,
        LimitPrice = number % 4 == 3 ? null : new Price(40_000m),
        TriggerPrice = number % 4 == 3 ? new Price(60_000m) : null,
        UpdatedAtUtc = DateTimeOffset.UnixEpoch,
    };
}
