using QuantumTrader.FakeVenue;
using SeededRandom = QuantumTrader.Domain.Units.SeededRandom;

namespace QuantumTrader.Integration.Venue;

/// <summary>Random trading over random paths: the money adds up to the last digit whatever happens.</summary>
public sealed class VenueMoneyTests
{
    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "ADAUSDT"];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Wallet_AfterRandomTrading_IsStartPlusEveryIncome_AndPositionsAreTheSumOfFills(ulong seed, bool hedge)
    {
        var run = new RandomTrading(seed, hedge);
        for (var step = 0; step < 3_000; step++)
        {
            run.Step();
            if (step % 50 == 0)
            {
                AssertBooksAddUp(run.Venue, run.Account);
            }
        }

        AssertBooksAddUp(run.Venue, run.Account);
        AssertMuchHappened(run.Account);
    }

    [Fact]
    public void Run_OfOneSeed_IsTheSameAgain()
    {
        static List<(long, decimal, decimal, decimal)> Fills()
        {
            var run = new RandomTrading(9, hedge: false);
            for (var step = 0; step < 1_000; step++)
            {
                run.Step();
            }

            return [.. run.Account.Trades.Select(t => (t.Id, t.Price, t.Quantity, t.Realised))];
        }

        Assert.Equal(Fills(), Fills());
    }

    private static void AssertBooksAddUp(FakeVenue.Venue venue, VenueAccount account)
    {
        Assert.Equal(0, account.Trades.Count >= 200_000 ? 1 : 0);
        var byType = account.Incomes.GroupBy(i => i.Type).ToDictionary(g => g.Key, g => g.Sum(i => i.Amount));
        var realised = account.Trades.Sum(t => t.Realised);
        var commissions = account.Trades.Sum(t => t.Commission);
        Assert.Equal(byType.GetValueOrDefault("REALIZED_PNL"), realised);
        Assert.Equal(-byType.GetValueOrDefault("COMMISSION"), commissions);
        var rest = byType.GetValueOrDefault("FUNDING_FEE") + byType.GetValueOrDefault("TRANSFER") + byType.GetValueOrDefault("INSURANCE_CLEAR");
        Assert.Equal(account.WalletStart + realised - commissions + rest, account.Wallet);

        foreach (var symbol in Symbols)
        {
            foreach (var side in Enum.GetValues<PositionSide>())
            {
                var fills = account.Trades.Where(t => t.Symbol == symbol && t.Order.PositionSide == side).ToList();
                var position = account.Position(symbol, side);
                Assert.Equal(fills.Sum(Signed), position.Amount);
                // What was paid and not yet taken back is the cost of what is open: profit is cash, not an average's rounding.
                Assert.Equal(fills.Sum(t => (Signed(t) * t.Price) + t.Realised), position.Cost);
                Assert.False(side == PositionSide.Long && position.Amount < 0m);
                Assert.False(side == PositionSide.Short && position.Amount > 0m);
            }
        }

        foreach (var order in account.Orders.All)
        {
            Assert.Equal(account.Trades.Where(t => t.Order == order).Sum(t => t.Quantity), order.Executed);
            Assert.InRange(order.Executed, 0m, order.Quantity);
            Assert.Equal(order.IsOpen, account.Orders.OpenOn(order.Symbol).Contains(order));
        }

        var margin = MarginMath.Of(account, venue);
        Assert.True(margin.CrossMaintenance == 0m || margin.CrossBalance > margin.CrossMaintenance, "A position below its maintenance margin was not liquidated.");
    }

    /// <summary>A run without each of these would show less than it says.</summary>
    private static void AssertMuchHappened(VenueAccount account)
    {
        var origins = account.Trades.Select(t => t.Order.Origin).Distinct().Order().ToList();
        var incomes = account.Incomes.Select(i => i.Type).Distinct(StringComparer.Ordinal).Order().ToList();
        Assert.True(account.Trades.Count > 500, $"Only {account.Trades.Count} fills.");
        Assert.True(account.Trades.Any(t => t.Maker) && account.Trades.Any(t => !t.Maker), "Only makers, or only takers.");
        Assert.Equal([OrderOrigin.Client, OrderOrigin.Algo, OrderOrigin.Liquidation, OrderOrigin.Deleveraging], origins);
        Assert.Equal(["COMMISSION", "FUNDING_FEE", "INSURANCE_CLEAR", "REALIZED_PNL", "TRANSFER"], incomes);
    }

    private static decimal Signed(VenueTrade trade) => trade.Order.Side == OrderSide.Buy ? trade.Quantity : -trade.Quantity;

    /// <summary>One account that does anything at all.</summary>
    private sealed class RandomTrading
    {
        private readonly SeededRandom _random;
        private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = new(VenueBench.Start);
        private readonly bool _hedge;

        public RandomTrading(ulong seed, bool hedge)
        {
            _random = new SeededRandom(seed);
            _hedge = hedge;
            Venue = new FakeVenue.Venue(new FakeVenueOptions
            {
                Time = _time,
                Seed = seed,
                BalanceStart = 20_000m,
                FundingInterval = TimeSpan.FromMinutes(7),
                Depth = new VenueDepth(Levels: 5, NotionalPerLevel: 3_000m, RestingFillMax: 2_000m),
            });
            if (hedge)
            {
                AccountSettings.SetHedgeMode(Account, true);
            }
        }

        public FakeVenue.Venue Venue { get; }

        public VenueAccount Account => Venue.Accounts["main"];

        public void Step()
        {
            _time.Advance(TimeSpan.FromSeconds(_random.Next(20)));
            Venue.Tick();
            try
            {
                Act(_random.Next(12));
            }
            catch (VenueException)
            {
                // Refused is as good as taken: the books must hold either way.
            }
        }

        private void Act(int what)
        {
            var market = Venue.Markets[Symbols[_random.Next(Symbols.Length)]];
            switch (what)
            {
                case 0 or 1 or 2 or 3:
                    Move(market);
                    break;
                case 4 or 5 or 6:
                    Venue.Orders.Place(Account, Order(market, OrderType.Market));
                    break;
                case 7 or 8:
                    Venue.Orders.Place(Account, Order(market, OrderType.Limit));
                    break;
                case 9:
                    Venue.Algos.Place(Account, Algo(market));
                    break;
                case 10:
                    Venue.Orders.CancelAll(Account, market.Instrument.Symbol);
                    break;
                default:
                    Rare(market);
                    break;
            }
        }

        private void Rare(VenueMarket market)
        {
            switch (_random.Next(4))
            {
                case 0:
                    // Back to a little, or nothing is ever liquidated.
                    Venue.Transfer("main", 2_000m + _random.Next(4_000) - Account.Wallet);
                    break;
                case 1:
                    AccountSettings.SetMarginType(Account, market.Instrument.Symbol, (MarginType)_random.Next(2));
                    break;
                case 2:
                    Venue.Settlement.Deleverage(Account, market.Instrument.Symbol, Side(), quantity: null);
                    break;
                default:
                    Venue.Settings.SetLeverage(Account, market, 1 + _random.Next(100));
                    break;
            }
        }

        private void Move(VenueMarket market)
        {
            var rules = market.Instrument;
            var step = 1m + ((decimal)_random.NextNormal() * 0.01m);
            var price = decimal.Max(decimal.Round(market.Mark * step / rules.TickSize), 10m) * rules.TickSize;
            Venue.OnMark(rules.Symbol, price, price, price - rules.TickSize, price, 0);
        }

        private OrderRequest Order(VenueMarket market, OrderType type) => new()
        {
            Symbol = market.Instrument.Symbol,
            Side = (OrderSide)_random.Next(2),
            PositionSide = Side(),
            Type = type,
            TimeInForce = type == OrderType.Limit ? (TimeInForce)_random.Next(4) : null,
            Quantity = Quantity(market),
            Price = type == OrderType.Limit ? Near(market) : null,
            ReduceOnly = !_hedge && _random.Next(4) == 0,
        };

        private AlgoRequest Algo(VenueMarket market)
        {
            var close = _random.Next(2) == 0;
            return new AlgoRequest
            {
                Symbol = market.Instrument.Symbol,
                Side = (OrderSide)_random.Next(2),
                PositionSide = Side(),
                Type = _random.Next(2) == 0 ? OrderType.StopMarket : OrderType.TakeProfitMarket,
                TimeInForce = _random.Next(2) == 0 ? TimeInForce.GteGtc : TimeInForce.Gtc,
                Quantity = close ? null : Quantity(market),
                TriggerPrice = Near(market),
                ClosePosition = close,
            };
        }

        private PositionSide Side() => _hedge ? (PositionSide)(1 + _random.Next(2)) : PositionSide.Both;

        private decimal Quantity(VenueMarket market)
        {
            var steps = decimal.Ceiling(_random.Next(12_000) / market.Mark / market.Instrument.StepSize);
            return decimal.Max(steps, 1m) * market.Instrument.StepSize;
        }

        private decimal Near(VenueMarket market) =>
            decimal.Round(market.Mark * (1m + ((decimal)_random.NextNormal() * 0.01m)) / market.Instrument.TickSize) * market.Instrument.TickSize;
    }
}
