using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution.Paper;

/// <summary>The account itself: money, books, open orders and what is told to the outside. Books every change; decides nothing.</summary>
internal sealed class PaperLedger
{
    private const int MoneyDecimals = 8;
    private readonly Dictionary<Symbol, PaperBook> _bySymbol;
    private PaperBook? _lastFound; // one symbol's bars often come in a row

    public PaperLedger(PaperSettings settings, IReadOnlyList<Instrument> instruments, ulong seed, ulong draws)
    {
        Settings = settings;
        Dice = new(seed, draws);
        HalfSpread = PaperPricing.HalfSpread(settings);
        History = new(settings.HistoryMax);
        Books = [.. instruments.Select(i => new PaperBook(i, settings))];
        _bySymbol = Books.ToDictionary(b => b.Symbol);
        StartingBalance = Wallet = settings.StartingBalance.Value;
    }

    public PaperSettings Settings { get; }
    public PaperDice Dice { get; }
    public PaperHistory History { get; }
    public PaperBook[] Books { get; }
    public decimal HalfSpread { get; }
    public decimal MaintenanceRate => Settings.MaintenanceMarginRate.Value;

    /// <summary>Regular and conditional orders that are open; the venue bounds their number.</summary>
    public Dictionary<string, PaperOrder> OpenById { get; } = new(StringComparer.Ordinal);
    public int ConditionalCount { get; private set; }

    /// <summary>In the venue's order; whoever drives the venue drains it after every call.</summary>
    public Queue<ExchangeUpdate> Updates { get; } = new();

    public decimal StartingBalance { get; set; }
    public decimal Wallet { get; set; }
    public decimal NetTransfers { get; set; }
    public decimal Realised { get; set; }
    public decimal Fees { get; set; }
    public decimal Funding { get; set; }
    public long NextOrderId { get; set; } = 1;
    public long NextFillId { get; set; } = 1;

    /// <summary>Grows with every change of money, positions or orders.</summary>
    public long Version { get; private set; }

    public PaperBook? Find(Symbol symbol) =>
        _lastFound is { } last && last.Symbol == symbol ? last : _lastFound = _bySymbol.GetValueOrDefault(symbol);

    public void Open(PaperBook book, PaperOrder order, DateTimeOffset nowUtc)
    {
        Attach(book, order);
        Tell(order, nowUtc);
        Changed(book);
    }

    public void Attach(PaperBook book, PaperOrder order)
    {
        order.SetThreshold(HalfSpread);
        book.ListOf(order).Add(order);
        OpenById.Add(order.ClientOrderId, order);
        if (order.IsConditional) ConditionalCount++;
    }

    /// <summary>From now on it is a market order.</summary>
    public void Trigger(PaperBook book, PaperOrder order)
    {
        book.Conditionals.Remove(order);
        ConditionalCount--;
        order.IsTriggered = true;
        book.Orders.Add(order);
    }

    /// <summary>Ends an open order in a status that is final.</summary>
    public void Finish(PaperBook book, PaperOrder order, VenueOrderStatus status, DateTimeOffset nowUtc)
    {
        book.ListOf(order).Remove(order);
        if (order.IsConditional) ConditionalCount--;
        OpenById.Remove(order.ClientOrderId);
        order.Status = status;
        History.Add(Tell(order, nowUtc));
        Changed(book);
    }

    /// <summary>Books one execution: position, profit, fee, then the order. Told as the fill first and the order after it.</summary>
    public void Execute(PaperBook book, PaperOrder order, decimal quantity, decimal price, decimal feeRate, DateTimeOffset nowUtc)
    {
        BookFill(book, order, quantity, price, feeRate, nowUtc, isLiquidation: false);
        if (order.Remaining == 0m)
        {
            Finish(book, order, VenueOrderStatus.Filled, nowUtc);
        }
        else
        {
            order.Status = VenueOrderStatus.PartiallyFilled;
            Tell(order, nowUtc);
        }

        ExpireOrphans(book, nowUtc);
        Changed(book);
    }

    /// <summary>The venue takes a whole leg away; such an order is never open.</summary>
    public void Liquidate(PaperBook book, PaperLeg leg, decimal price, DateTimeOffset nowUtc)
    {
        var id = NextOrderId++;
        var order = new PaperOrder
        {
            Id = id,
            ClientOrderId = PaperVenue.LiquidationPrefix + id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Symbol = book.Symbol,
            Side = leg.Amount > 0m ? OrderSide.Sell : OrderSide.Buy,
            Type = OrderType.Market,
            PositionSide = leg.Side,
            LimitPrice = null,
            TriggerPrice = null,
            Reduces = true,
            Quantity = Math.Abs(leg.Amount),
        };
        BookFill(book, order, order.Quantity, price, Settings.TakerFee.Value, nowUtc, isLiquidation: true);
        order.Status = VenueOrderStatus.Filled;
        History.Add(Tell(order, nowUtc));
        Changed(book);
    }

    public void PayFunding(PaperBook book, PaperLeg leg, decimal amount, DateTimeOffset nowUtc, long number)
    {
        var paid = decimal.Round(amount, MoneyDecimals);
        Wallet += paid;
        Funding += paid;
        Updates.Enqueue(new ExchangeUpdate.FundingPaid(book.Symbol, leg.Side, new(paid), nowUtc, number));
        Version++;
    }

    public void Transfer(decimal amount, DateTimeOffset nowUtc)
    {
        Wallet += amount;
        NetTransfers += amount;
        Updates.Enqueue(new ExchangeUpdate.Transferred(new(amount), nowUtc));
        Version++;
    }

    public void Changed(PaperBook book)
    {
        book.Refresh();
        Version++;
    }

    private void BookFill(PaperBook book, PaperOrder order, decimal quantity, decimal price, decimal feeRate, DateTimeOffset nowUtc, bool isLiquidation)
    {
        // Money is kept in the venue's eight decimals; rounding once, here, lets every sum come out exactly.
        var realised = decimal.Round(book.Leg(order.PositionSide).Apply(order.Side == OrderSide.Buy ? quantity : -quantity, price), MoneyDecimals);
        var fee = decimal.Round(quantity * price * feeRate, MoneyDecimals, MidpointRounding.ToPositiveInfinity);
        Wallet += realised - fee;
        Realised += realised;
        Fees += fee;
        order.Filled += quantity;
        order.FilledValue += quantity * price;
        order.UpdatedAtUtc = nowUtc;
        var fill = new VenueFill
        {
            FillId = NextFillId++,
            VenueOrderId = order.Id,
            ClientOrderId = order.ClientOrderId,
            Symbol = order.Symbol,
            Side = order.Side,
            PositionSide = order.PositionSide,
            Price = new(price),
            Quantity = new(quantity),
            Fee = new(fee),
            RealisedPnl = new(realised),
            Remaining = new(order.Remaining),
            AtUtc = nowUtc,
            IsLiquidation = isLiquidation,
        };
        History.Add(fill);
        Updates.Enqueue(new ExchangeUpdate.Filled(fill));
    }

    /// <summary>Regular reduce-only orders end with the position that they would reduce; conditional ones stay until they trigger.</summary>
    private void ExpireOrphans(PaperBook book, DateTimeOffset nowUtc)
    {
        for (var i = book.Orders.Count - 1; i >= 0; i--)
        {
            var order = book.Orders[i];
            if (order.Reduces && book.Leg(order.PositionSide).ReducibleBy(order.Side) == 0m)
            {
                Finish(book, order, VenueOrderStatus.Expired, nowUtc);
            }
        }
    }

    private VenueOrder Tell(PaperOrder order, DateTimeOffset nowUtc)
    {
        order.UpdatedAtUtc = nowUtc;
        var told = order.ToVenueOrder();
        Updates.Enqueue(new ExchangeUpdate.OrderChanged(told));
        return told;
    }
}
