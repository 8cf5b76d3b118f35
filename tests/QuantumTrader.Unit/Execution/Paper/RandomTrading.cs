using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Unit.Execution.Paper;

/// <summary>A random but repeatable sequence of orders, cancels, bars, gaps and transfers on two symbols.</summary>
internal sealed class RandomTrading(ulong seed, bool hedge)
{
    private readonly SeededRandom _random = new(seed);
    private readonly decimal[] _price = [100m, 100m];
    private DateTimeOffset _now = VenueBench.Start;
    private int _ids;

    public static PaperSettings Settings(bool hedge) => new()
    {
        StartingBalance = new(2_000m),
        HedgeMode = hedge,
        PartialFillProbability = new(0.3m),
        FundingRate = new(0.001m),
        HistoryMax = 100_000,
    };

    public void Step(PaperVenue venue)
    {
        var symbol = _random.Next(2);
        var name = VenueBench.Instruments[symbol].Symbol;
        switch (_random.Next(12))
        {
            case < 6: Bar(venue, symbol, name); break;
            case < 10: venue.Submit(Order(symbol, name), _now); break;
            case 10: Cancel(venue, name); break;
            default: Housekeeping(venue, name); break;
        }
    }

    private void Bar(PaperVenue venue, int symbol, Symbol name)
    {
        var open = Near(_price[symbol], _random.Next(25) == 0 ? 200 : 3);
        var close = Near(open, 12);
        var high = Math.Max(open, close) + (_random.Next(20) / 10m);
        var low = Math.Min(open, close) - (_random.Next(20) / 10m);
        _now += TimeSpan.FromMinutes(_random.Next(30) == 0 ? 700 : 1);
        venue.OnBar(new(name, new(_now, TimeSpan.FromMinutes(1), new(open), new(high), new(low), new(close), new(1m), new(1m))), _now);
        _price[symbol] = close;
    }

    private OrderIntent Order(int symbol, Symbol name)
    {
        var type = (OrderType)_random.Next(4);
        var price = new Price(Near(_price[symbol], 8));
        return new()
        {
            ClientOrderId = ClientOrderId.Create($"r{++_ids}"),
            TradeId = TradeId.Create("1-1"),
            Symbol = name,
            Side = (OrderSide)_random.Next(2),
            Type = type,
            Purpose = OrderPurpose.Entry,
            Quantity = new((1 + _random.Next(_random.Next(4) == 0 ? 120_000 : 30_000)) / 1_000m),
            ReduceOnly = _random.Next(2) == 0,
            PositionSide = hedge ? (PositionSide)(1 + _random.Next(2)) : PositionSide.Both,
            LimitPrice = type == OrderType.Limit ? price : null,
            TriggerPrice = type.IsConditional() ? price : null,
        };
    }

    private void Cancel(PaperVenue venue, Symbol name)
    {
        if (_ids == 0) return;
        venue.Cancel(name, ClientOrderId.Create($"r{1 + _random.Next(_ids)}"), _now);
    }

    private void Housekeeping(PaperVenue venue, Symbol name)
    {
        switch (_random.Next(4))
        {
            case 0: venue.CancelAll(name, _now); break;
            case 1: venue.CancelAllConditional(name, _now); break;
            case 2: venue.SetLeverage(name, new(1 + _random.Next(60))); break;
            default: venue.Transfer(new(_random.Next(2_000) - 1_000), _now); break;
        }
    }

    private decimal Near(decimal price, int tenths) => Math.Max(20m, price + ((_random.Next((2 * tenths) + 1) - tenths) / 10m));
}
