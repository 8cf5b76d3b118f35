namespace QuantumTrader.FakeVenue;

/// <summary>Takes, triggers and ends conditional orders. Under <see cref="Venue.Gate"/>; refuses by <see cref="VenueException"/>.</summary>
public sealed class AlgoDesk(Venue venue)
{
    /// <summary>Symbols whose triggered orders stay TRIGGERING and never reach the engine, as has been seen; a script sets it.</summary>
    public HashSet<string> Held { get; } = new(StringComparer.Ordinal);

    /// <summary>What was held in TRIGGERING goes on.</summary>
    public void Release(string symbol)
    {
        Held.Remove(symbol);
        foreach (var account in venue.Accounts.Values)
        {
            foreach (var algo in account.Algos.Open.Where(a => a.Symbol == symbol && a.Status == AlgoStatus.Triggering).ToList())
            {
                Become(account, algo);
            }
        }
    }

    public AlgoOrder Place(VenueAccount account, AlgoRequest request)
    {
        var market = venue.Market(request.Symbol) ?? throw new VenueException(-1121, "Invalid symbol.");
        AlgoRules.Check(account, market, request);
        var id = venue.Ids.NextAlgo();
        var algo = new AlgoOrder(id, request.ClientId ?? venue.Ids.ClientId(), request, venue.Clock.NowMs) { UpdateMs = venue.Clock.NowMs };
        account.Algos.Add(algo);
        venue.User.Algo(account, algo);
        return algo;
    }

    /// <summary>-2011 for one that is not waiting for its trigger.</summary>
    public AlgoOrder Cancel(VenueAccount account, AlgoOrder? algo)
    {
        if (algo is not { Status: AlgoStatus.New })
        {
            throw new VenueException(-2011, "Unknown order sent.");
        }

        End(account, algo, AlgoStatus.Canceled);
        return algo;
    }

    public void CancelAll(VenueAccount account, string symbol)
    {
        foreach (var algo in account.Algos.Open.Where(a => a.Symbol == symbol && a.Status == AlgoStatus.New).ToList())
        {
            End(account, algo, AlgoStatus.Canceled);
        }
    }

    public void ExpireDue(VenueAccount account, long nowMs)
    {
        foreach (var algo in account.Algos.Open.Where(a => a.Request.GoodTillMs > 0 && a.Request.GoodTillMs <= nowMs).ToList())
        {
            End(account, algo, AlgoStatus.Expired);
        }
    }

    public void OnMark(VenueAccount account, VenueMarket market)
    {
        foreach (var algo in account.Algos.Open.Where(a => a.Symbol == market.Instrument.Symbol && a.Status == AlgoStatus.New).ToList())
        {
            if (algo.Status == AlgoStatus.New && Triggers(algo, market))
            {
                Trigger(account, algo);
            }
        }
    }

    /// <summary>The order that a conditional one became was filled further or ended.</summary>
    internal void AfterOrder(VenueAccount account, VenueOrder order)
    {
        if (order.Algo is { } algo && !order.IsOpen)
        {
            End(account, algo, AlgoStatus.Finished);
        }
    }

    /// <summary>A position is gone or turned: what was good only with it expires.</summary>
    internal void AfterPosition(VenueAccount account, VenuePosition position)
    {
        foreach (var algo in account.Algos.Open.ToList())
        {
            if (algo.Request.TimeInForce == TimeInForce.GteGtc && algo.Status == AlgoStatus.New && algo.Symbol == position.Symbol
                && algo.Request.PositionSide == position.Side && OrderRules.Closable(position, algo.Request.Side) == 0m)
            {
                End(account, algo, AlgoStatus.Expired);
            }
        }
    }

    private static bool Triggers(AlgoOrder algo, VenueMarket market)
    {
        var request = algo.Request;
        var apart = Math.Abs(market.Mark - market.Last) / market.Mark;
        if (request.PriceProtect && apart > market.Instrument.TriggerProtect)
        {
            return false;
        }

        var price = AlgoRules.PriceOf(market, request);
        return request.Type == OrderType.TrailingStopMarket ? Trails(algo, price) : AlgoRules.Hit(request, price);
    }

    private static bool Trails(AlgoOrder algo, decimal price)
    {
        var sell = algo.Request.Side == OrderSide.Sell;
        if (algo.Extreme is null && algo.Request.ActivatePrice is { } activate && (sell ? price < activate : price > activate))
        {
            return false;
        }

        algo.Extreme = sell ? decimal.Max(algo.Extreme ?? price, price) : decimal.Min(algo.Extreme ?? price, price);
        var back = algo.Request.CallbackRate!.Value / 100m;
        return sell ? price <= algo.Extreme * (1m - back) : price >= algo.Extreme * (1m + back);
    }

    private void Trigger(VenueAccount account, AlgoOrder algo)
    {
        algo.TriggerMs = venue.Clock.NowMs;
        Tell(account, algo, AlgoStatus.Triggering);
        if (!Held.Contains(algo.Symbol))
        {
            Become(account, algo);
        }
    }

    private void Become(VenueAccount account, AlgoOrder algo)
    {
        if (Request(account, algo) is not { } request)
        {
            End(account, algo, AlgoStatus.Expired);
            return;
        }

        try
        {
            venue.Orders.PlaceTriggered(account, algo, request, order =>
            {
                algo.Order = order;
                Tell(account, algo, AlgoStatus.Triggered);
                account.Algos.Close(algo);
            });
        }
        catch (VenueException refusal)
        {
            algo.RejectReason = refusal.Code == -2022 ? "Reduce Only reject" : refusal.Text;
            End(account, algo, AlgoStatus.Rejected);
        }
    }

    /// <summary>Null when it closes a position that is not there.</summary>
    private static OrderRequest? Request(VenueAccount account, AlgoOrder algo)
    {
        var asked = algo.Request;
        var limit = AlgoRules.IsLimit(asked.Type);
        var quantity = asked.Quantity ?? 0m;
        if (asked.ClosePosition)
        {
            quantity = OrderRules.Closable(account.Position(asked.Symbol, asked.PositionSide), asked.Side);
            if (quantity == 0m)
            {
                return null;
            }
        }

        return new OrderRequest
        {
            Symbol = asked.Symbol,
            Side = asked.Side,
            PositionSide = asked.PositionSide,
            Type = limit ? OrderType.Limit : OrderType.Market,
            TimeInForce = limit && asked.TimeInForce != TimeInForce.GteGtc ? asked.TimeInForce : TimeInForce.Gtc,
            Quantity = quantity,
            Price = asked.Price,
            ReduceOnly = asked.ReduceOnly || (asked.ClosePosition && !account.HedgeMode),
            PriceMatch = asked.PriceMatch,
            SelfTradePrevention = asked.SelfTradePrevention,
        };
    }

    private void End(VenueAccount account, AlgoOrder algo, AlgoStatus status)
    {
        account.Algos.Close(algo);
        Tell(account, algo, status);
    }

    private void Tell(VenueAccount account, AlgoOrder algo, AlgoStatus status)
    {
        algo.Status = status;
        algo.UpdateMs = venue.Clock.NowMs;
        venue.User.Algo(account, algo);
    }
}
