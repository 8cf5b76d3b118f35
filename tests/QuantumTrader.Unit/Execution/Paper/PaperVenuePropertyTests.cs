using CsCheck;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Unit.Execution.Paper;

public class PaperVenuePropertyTests
{
    private const int Runs = 60;
    private const int Steps = 400;

    private static readonly Gen<(ulong, bool)> Cases = Gen.Select(Gen.ULong, Gen.Bool);

    [Fact]
    public void Money_AfterAnySequence_IsStartPlusTransfersPlusRealisedLessFeesPlusFunding()
    {
        var filled = 0;
        Cases.Sample(
            (seed, hedge) =>
            {
                var (venue, updates) = Run(seed, hedge);
                var fills = updates.OfType<ExchangeUpdate.Filled>().Select(u => u.Fill).ToList();
                var expected = 2_000m
                    + updates.OfType<ExchangeUpdate.Transferred>().Sum(t => t.Amount.Value)
                    + updates.OfType<ExchangeUpdate.FundingPaid>().Sum(f => f.Amount.Value)
                    + fills.Sum(f => f.RealisedPnl.Value - f.Fee.Value);
                Interlocked.Add(ref filled, fills.Count);
                Assert.Equal(expected, venue.Account(VenueBench.Start).WalletBalance.Value);
            },
            iter: Runs);

        // One sequence may be quiet: an account that a withdrawal emptied early trades no more. All together may not.
        Assert.True(filled > Runs * 5, "too quiet to prove anything");
    }

    [Fact]
    public void Positions_AfterAnySequence_AreTheSumOfTheFills() => Cases.Sample(
        (seed, hedge) =>
        {
            var (venue, updates) = Run(seed, hedge);
            var fills = updates.OfType<ExchangeUpdate.Filled>().Select(u => u.Fill).ToList();
            var account = venue.Account(VenueBench.Start);
            foreach (var leg in fills.GroupBy(f => (f.Symbol, f.PositionSide)))
            {
                var held = account.Positions.SingleOrDefault(p => (p.Symbol, p.PositionSide) == leg.Key);
                Assert.Equal(leg.Sum(Signed), held is null ? 0m : held.Direction.Sign() * held.Quantity.Value);
            }

            Assert.Equal(Enumerable.Range(1, fills.Count).Select(i => (long)i), fills.Select(f => f.FillId));
            // Cash is conserved too: what was paid and received for the asset, marked now, is the profit (to rounding).
            var cash = fills.Sum(f => -Signed(f) * f.Price.Value) + account.Positions.Sum(p => p.Direction.Sign() * p.Notional.Value);
            Assert.Equal(cash, fills.Sum(f => f.RealisedPnl.Value) + account.UnrealisedPnl.Value, 4);
        },
        iter: Runs);

    [Fact]
    public void ReduceOnlyOrders_InAnySequence_NeverGrowOrFlipAPosition()
    {
        var seen = 0;
        Cases.Sample(
            (seed, hedge) =>
            {
                var reducing = new HashSet<string>();
                var held = new Dictionary<(Symbol, PositionSide), decimal>();
                foreach (var update in Run(seed, hedge).Updates)
                {
                    if (update is ExchangeUpdate.OrderChanged { Order: { ReduceOnly: true } order }) reducing.Add(order.ClientOrderId);
                    if (update is not ExchangeUpdate.Filled { Fill: var fill }) continue;
                    var before = held.GetValueOrDefault((fill.Symbol, fill.PositionSide));
                    var after = held[(fill.Symbol, fill.PositionSide)] = before + Signed(fill);
                    if (!reducing.Contains(fill.ClientOrderId) && !fill.IsLiquidation) continue;
                    Assert.True(Math.Abs(after) < Math.Abs(before) && after * before >= 0m, $"{fill} took {before} to {after}");
                }

                Interlocked.Add(ref seen, reducing.Count);
            },
            iter: Runs);
        Assert.True(seen > Runs);
    }

    [Fact]
    public void Orders_InAnySequence_NeverFillBeyondTheirQuantityAndEndOnce() => Cases.Sample(
        (seed, hedge) =>
        {
            var ended = new HashSet<long>();
            var filled = new Dictionary<long, decimal>();
            foreach (var update in Run(seed, hedge).Updates)
            {
                if (update is ExchangeUpdate.Filled { Fill: var fill })
                {
                    Assert.DoesNotContain(fill.VenueOrderId, ended);
                    filled[fill.VenueOrderId] = filled.GetValueOrDefault(fill.VenueOrderId) + fill.Quantity.Value;
                }
                else if (update is ExchangeUpdate.OrderChanged { Order: var order })
                {
                    Assert.Equal(filled.GetValueOrDefault(order.VenueOrderId), order.FilledQuantity.Value);
                    Assert.True(order.FilledQuantity <= order.Quantity);
                    if (!order.IsOpen) Assert.True(ended.Add(order.VenueOrderId));
                }
            }
        },
        iter: Runs);

    [Fact]
    public void Account_ExportedAndImportedAnywhere_GoesOnToTheSameBytes() => Cases.Sample(
        (seed, hedge) =>
        {
            var settings = RandomTrading.Settings(hedge) with { HistoryMax = 100 };
            var (plain, restored) = (new PaperVenue(settings, VenueBench.Instruments, seed), new PaperVenue(settings, VenueBench.Instruments, seed));
            var (one, two) = (new RandomTrading(seed, hedge), new RandomTrading(seed, hedge));
            for (var i = 0; i < Steps; i++)
            {
                one.Step(plain);
                two.Step(restored);
                Assert.Equal(Taken(plain), Taken(restored));
                var text = PaperJson.Serialize(plain.Export());
                Assert.Equal(text, PaperJson.Serialize(restored.Export()));
                if (i % 3 == 0) restored = new(settings, VenueBench.Instruments, PaperJson.Deserialize<PaperAccountState>(text));
            }
        },
        iter: 8);

    [Fact]
    public void Sequences_TakenTogether_ReachEveryCorner()
    {
        var updates = Enumerable.Range(0, 20).SelectMany(i => Run((ulong)i, i % 2 == 0).Updates).ToList();
        Assert.True(updates.Exists(u => u is ExchangeUpdate.Filled { Fill.IsLiquidation: true }), "no liquidation");
        Assert.True(updates.Exists(u => u is ExchangeUpdate.FundingPaid), "no funding");
        Assert.All(Enum.GetValues<VenueOrderStatus>(), status => Assert.True(updates.Exists(u => u is ExchangeUpdate.OrderChanged o && o.Order.Status == status), $"never {status}"));
        Assert.All(Enum.GetValues<OrderType>(), type => Assert.True(updates.Exists(u => u is ExchangeUpdate.OrderChanged { Order.Status: VenueOrderStatus.Filled } o && o.Order.Type == type), $"no {type} filled"));
    }

    [Fact]
    public void Account_WithTheSameSeed_IsTheSameAndWithAnotherIsNot()
    {
        Assert.Equal(PaperJson.Serialize(Run(5, false).Venue.Export()), PaperJson.Serialize(Run(5, false).Venue.Export()));
        Assert.NotEqual(PaperJson.Serialize(Run(5, false).Venue.Export()), PaperJson.Serialize(Run(6, false).Venue.Export()));
    }

    private static (PaperVenue Venue, List<ExchangeUpdate> Updates) Run(ulong seed, bool hedge)
    {
        var venue = new PaperVenue(RandomTrading.Settings(hedge), VenueBench.Instruments, seed);
        var trading = new RandomTrading(seed, hedge);
        for (var i = 0; i < Steps; i++) trading.Step(venue);
        return (venue, Drain(venue));
    }

    private static List<ExchangeUpdate> Drain(PaperVenue venue)
    {
        List<ExchangeUpdate> updates = [];
        while (venue.TryTakeUpdate(out var update)) updates.Add(update);
        return updates;
    }

    private static List<string> Taken(PaperVenue venue) => [.. Drain(venue).Select(u => u.ToString())];

    private static decimal Signed(VenueFill fill) => fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
}
