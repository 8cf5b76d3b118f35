using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Engine.Fakes;

/// <summary>
/// A venue that does what a test says and notes every call that can change something. Market orders fill at once at
/// <see cref="Mark"/>; fills are told before the answer to the order, which is the order that is easiest to get wrong.
/// </summary>
internal sealed partial class FakeExchange(TimeProvider time) : IExchange
{
    private readonly Dictionary<Symbol, decimal> _held = [];
    private readonly Dictionary<Symbol, Leverage> _leverages = [];
    private long _orderId;

    /// <summary>In order: <c>submit qt1-1-e0 Buy 0.01 Market</c>, <c>cancel qt1-1-s3</c>, <c>cancelAll BTCUSDT</c> and so on.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>With the engine's clock; one entry for each of <see cref="Calls"/>.</summary>
    public List<DateTimeOffset> CallTimes { get; } = [];

    public List<VenueOrder> Orders { get; } = [];

    public List<VenueFill> Fills { get; } = [];

    public Dictionary<string, VenueOrder> Known { get; } = [];

    public IExchangeListener? Listener { get; set; }

    public decimal Mark { get; set; } = 50_000m;

    public decimal Wallet { get; set; } = 10_000m;

    /// <summary>Null: the order is taken. Asked first for every order.</summary>
    public Func<OrderIntent, SubmitOutcome?>? Outcome { get; set; }

    /// <summary>False: fills happen and nobody is told.</summary>
    public bool Tells { get; set; } = true;

    /// <summary>Of a market order, what fills at once; the rest stays open.</summary>
    public Func<OrderIntent, decimal>? FillsOf { get; set; }

    /// <summary>Methods whose answer never comes; what they ask for happens all the same.</summary>
    public HashSet<string> Hangs { get; } = [];

    /// <summary>Orders whose answer never comes.</summary>
    public Func<OrderIntent, bool>? HangsFor { get; set; }

    /// <summary>How late the answer to an order comes, which is acted on at once; null: not at all.</summary>
    public Func<OrderIntent, TimeSpan>? AnswerTakes { get; set; }

    /// <summary>Told of each of <see cref="Calls"/> before it does anything.</summary>
    public Action<string>? OnCall { get; set; }

    /// <summary>Questions that fail.</summary>
    public HashSet<string> Fails { get; } = [];

    public IEnumerable<string> Sent(string prefix) => Calls.Where(c => c.StartsWith(prefix, StringComparison.Ordinal));

    public decimal HeldOf(Symbol symbol) => _held.GetValueOrDefault(symbol);

    /// <summary>A position that is simply there, without a fill.</summary>
    public void Hold(Symbol symbol, decimal signed) => _held[symbol] = signed;

    public ValueTask<SubmitOutcome> SubmitAsync(OrderIntent intent, CancellationToken stopping)
    {
        Note($"submit {intent.ClientOrderId} {intent.Side} {intent.Quantity} {intent.Type}");
        return HangsFor?.Invoke(intent) == true ? new(new TaskCompletionSource<SubmitOutcome>().Task)
            : AnswerTakes?.Invoke(intent) is { } late && late > TimeSpan.Zero ? LateAsync(Take(intent), late)
            : Answer("submit", Take(intent));
    }

    public ValueTask<CancelOutcome> CancelAsync(Symbol symbol, ClientOrderId id, CancellationToken stopping)
    {
        Note($"cancel {id}");
        return Answer("cancel", Remove(o => o.ClientOrderId == id.Value));
    }

    public ValueTask<CancelOutcome> CancelAllAsync(Symbol symbol, CancellationToken stopping)
    {
        Note($"cancelAll {symbol}");
        return Answer("cancelAll", Remove(o => o.Symbol == symbol && !o.Type.IsConditional()));
    }

    public ValueTask<CancelOutcome> CancelAllConditionalAsync(Symbol symbol, CancellationToken stopping)
    {
        Note($"cancelAllConditional {symbol}");
        return Answer("cancelAllConditional", Remove(o => o.Symbol == symbol && o.Type.IsConditional()));
    }

    public SubmitOutcome LeverageOutcome { get; set; } = new SubmitOutcome.Accepted(0);

    public TimeSpan LeverageTakes { get; set; }

    public async ValueTask<SubmitOutcome> SetLeverageAsync(Symbol symbol, Leverage leverage, CancellationToken stopping)
    {
        Note($"leverage {symbol} {leverage.Value}");
        if (LeverageTakes > TimeSpan.Zero)
        {
            await Task.Delay(LeverageTakes, time, stopping);
        }

        if (LeverageOutcome is SubmitOutcome.Accepted)
        {
            _leverages[symbol] = leverage;
        }

        return await Answer("leverage", LeverageOutcome);
    }

    /// <summary>An open order fills, in part or whole, at the price.</summary>
    public void Fill(string clientOrderId, decimal quantity, decimal price)
    {
        var order = Orders.Single(o => o.ClientOrderId == clientOrderId);
        Execute(order, quantity, price);
    }

    /// <summary>A fill of an order that the fake does not know.</summary>
    public VenueFill Tell(string clientOrderId, Symbol symbol, OrderSide side, decimal quantity, decimal price, decimal remaining = 0m)
    {
        var fill = Booked(clientOrderId, symbol, side, quantity, price, remaining);
        Listener?.OnUpdate(new ExchangeUpdate.Filled(fill));
        return fill;
    }

    public void Publish(VenueOrder order) => Listener?.OnUpdate(new ExchangeUpdate.OrderChanged(order));

    private SubmitOutcome Take(in OrderIntent intent)
    {
        if (Outcome?.Invoke(intent) is { } scripted)
        {
            return scripted;
        }

        var order = new VenueOrder
        {
            VenueOrderId = ++_orderId,
            ClientOrderId = intent.ClientOrderId.Value,
            Symbol = intent.Symbol,
            Side = intent.Side,
            Type = intent.Type,
            Status = VenueOrderStatus.New,
            Quantity = intent.Quantity,
            FilledQuantity = Quantity.Zero,
            TriggerPrice = intent.TriggerPrice,
            ReduceOnly = intent.ReduceOnly,
            PositionSide = intent.PositionSide,
            UpdatedAtUtc = time.GetUtcNow(),
        };
        if (intent.ReduceOnly && Math.Sign(HeldOf(intent.Symbol)) != (intent.Side == OrderSide.Sell ? 1 : -1))
        {
            return new SubmitOutcome.Rejected(VenueCodes.ReduceOnlyRejected, "ReduceOnly Order is rejected.");
        }

        Orders.Add(Known[order.ClientOrderId] = order);
        if (intent.Type == OrderType.Market && (FillsOf?.Invoke(intent) ?? intent.Quantity.Value) is > 0m and var quantity)
        {
            Execute(order, quantity, Mark);
        }

        return new SubmitOutcome.Accepted(order.VenueOrderId);
    }

    private void Execute(VenueOrder order, decimal quantity, decimal price)
    {
        var filled = order.FilledQuantity.Value + quantity;
        var remaining = order.Quantity.Value - filled;
        var changed = order with
        {
            FilledQuantity = new Quantity(filled),
            Status = remaining > 0m ? VenueOrderStatus.PartiallyFilled : VenueOrderStatus.Filled,
        };
        Orders.Remove(order);
        Known[order.ClientOrderId] = changed;
        if (remaining > 0m)
        {
            Orders.Add(changed);
        }

        var fill = Booked(order.ClientOrderId, order.Symbol, order.Side, quantity, price, remaining);
        if (Tells)
        {
            Listener?.OnUpdate(new ExchangeUpdate.Filled(fill));
            Publish(changed);
        }
    }

    private VenueFill Booked(string id, Symbol symbol, OrderSide side, decimal quantity, decimal price, decimal remaining)
    {
        _held[symbol] = HeldOf(symbol) + (side == OrderSide.Buy ? quantity : -quantity);
        var fill = new VenueFill
        {
            FillId = Fills.Count + 1,
            VenueOrderId = 1,
            ClientOrderId = id,
            Symbol = symbol,
            Side = side,
            Price = new Price(price),
            Quantity = new Quantity(quantity),
            Fee = Usd.Zero,
            RealisedPnl = Usd.Zero,
            Remaining = new Quantity(remaining),
            AtUtc = time.GetUtcNow(),
        };
        Fills.Add(fill);
        return fill;
    }

    private CancelOutcome Remove(Func<VenueOrder, bool> which)
    {
        var gone = Orders.Where(which).ToArray();
        foreach (var order in gone)
        {
            Orders.Remove(order);
            var canceled = Known[order.ClientOrderId] = order with { Status = VenueOrderStatus.Canceled };
            if (Tells)
            {
                Publish(canceled);
            }
        }

        return gone.Length > 0 ? new CancelOutcome.Canceled(gone.Length) : new CancelOutcome.NotOpen();
    }

    private async ValueTask<SubmitOutcome> LateAsync(SubmitOutcome outcome, TimeSpan late)
    {
        await Task.Delay(late, time);
        return outcome;
    }

    private void Note(string call)
    {
        OnCall?.Invoke(call);
        Calls.Add(call);
        CallTimes.Add(time.GetUtcNow());
    }

    private ValueTask<T> Answer<T>(string method, T answer) =>
        Hangs.Contains(method) ? new(new TaskCompletionSource<T>().Task) : ValueTask.FromResult(answer);
}
