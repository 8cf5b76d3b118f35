using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution.Paper;

/// <summary>A paper exchange on a clock that the test turns, with everything written down in the order in which it came out.</summary>
internal sealed class ExchangeBench : IExchangeListener
{
    private readonly VenueBench _intents = new();

    public ExchangeBench(PaperSettings? settings = null, IPaperAccountStore? store = null, ulong seed = 7)
    {
        Clock = new(VenueBench.Start);
        Exchange = new(settings ?? VenueBench.Exact, VenueBench.Instruments, seed, Clock, store ?? NullPaperAccountStore.Instance);
        Exchange.Subscribe(this);
    }

    public FakeTimeProvider Clock { get; }

    public PaperExchange Exchange { get; }

    public List<string> Told { get; } = [];

    public List<ExchangeUpdate> Updates { get; } = [];

    public Action<ExchangeUpdate>? OnTold { get; set; }

    public void OnUpdate(ExchangeUpdate update)
    {
        Updates.Add(update);
        Told.Add(update switch
        {
            ExchangeUpdate.OrderChanged o => $"{o.Order.ClientOrderId} {o.Order.Status}",
            ExchangeUpdate.Filled f => $"fill {f.Fill.FillId}",
            _ => update.GetType().Name,
        });
        OnTold?.Invoke(update);
    }

    public ExchangeBench Bar(decimal price)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        Exchange.OnBar(new(VenueBench.Btc, new(Clock.GetUtcNow(), TimeSpan.FromMinutes(1), new(price), new(price), new(price), new(price), new(1m), new(1m))));
        return this;
    }

    public ValueTask<SubmitOutcome> Submit(string id, OrderSide side = OrderSide.Buy, decimal quantity = 1m, OrderType type = OrderType.Market, decimal? price = null, bool reduceOnly = false) =>
        Exchange.SubmitAsync(_intents.Intent(side, quantity, type, price, reduceOnly, id: id), CancellationToken.None);

    public async Task<AccountSnapshot> AccountAsync()
    {
        var read = await Exchange.GetAccountAsync(CancellationToken.None);
        Assert.True(read.IsOk, read.Failure);
        return read.Value;
    }
}
