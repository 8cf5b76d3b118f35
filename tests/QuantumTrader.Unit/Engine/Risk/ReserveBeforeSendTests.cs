using CsCheck;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>Thirty-two entries that are decided at the same instant, before the venue has seen one: together they exceed no cap.</summary>
public sealed class ReserveBeforeSendTests
{
    private const int Entries = 32;
    private static readonly TradingPolicy Base = DefaultPolicy.Create(DateTimeOffset.UnixEpoch) with { DuplicateWindow = TimeSpan.Zero };

    private static readonly Gen<TradingPolicy> Caps = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 30], Gen.Int[5, 60], Gen.Int[2, 40], Gen.Int[1, 30], Gen.Int[5, 90], Gen.Int[1, 40], Gen.Int[1, 40])
        .Select((positions, symbol, total, concentration, margin, liquidation, rate, repeated) => Base with
        {
            SymbolNotionalMax = new Usd(symbol * 500m),
            TotalExposureMax = new Fraction(total / 20m),
            ConcentrationMax = new Fraction(concentration / 20m),
            MarginUseMax = new Fraction(margin / 30m),
            LiquidationDistanceMin = new Fraction(liquidation / 100m),
            EntriesPerMinuteMax = rate,
            RepeatedExecutionsMax = repeated,
            Modes = Base.Modes.ToDictionary(m => m.Key, m => m.Value with { PositionsMax = positions, PositionSizeCap = new Usd(2_000m) }),
        });

    /// <summary>Which cap binds depends on the draw; each is checked on what was let through.</summary>
    [Fact]
    public void Check_ThirtyTwoAtTheSameInstant_TogetherExceedNoCap()
    {
        var bound = DenialSet.None;
        Gen.Select(Caps, Gen.Select(Gen.Int[1, 40], Gen.Bool, Gen.Bool, Gen.Int[1, 5]).Array[Entries]).Sample((caps, asked) => bound |= Try(caps, asked), iter: 200, threads: 1);

        const DenialSet Each = DenialSet.MaxPositions | DenialSet.SymbolNotionalTooLarge | DenialSet.TotalExposureTooLarge | DenialSet.ConcentrationTooLarge
            | DenialSet.MarginUseTooLarge | DenialSet.LiquidationTooNear | DenialSet.OrderRateExceeded | DenialSet.RepeatedExecution | DenialSet.SelfTrade;
        Assert.Equal(Each, bound & Each); // else the property said nothing about the others
    }

    [Fact]
    public void Check_ThirtyTwoOfTheSameSize_ExactlyAsManyAsFit()
    {
        using var bench = EngineBench.Started(modules: []);
        Write(bench, p => p with { DuplicateWindow = TimeSpan.Zero, EntriesPerMinuteMax = 1_000, RepeatedExecutionsMax = 1_000, Modes = p.Modes.ToDictionary(m => m.Key, m => m.Value with { PositionsMax = 100 }) });
        bench.Step();

        var allowed = Enumerable.Range(0, Entries).Count(_ => Take(bench, Intent(bench, 10, Direction.Long, EngineBench.Btc, 2)) == DenialSet.None);

        Assert.Equal(4, allowed); // of 500 USD each, where one symbol may have 2,000
        Assert.Equal(4, bench.Engine.Reservations.Count);
        Assert.Equal(new Usd(2_000m), bench.Engine.Reservations.TotalNotional(TradeId.Create("none")));
    }

    /// <summary>What bound.</summary>
    private static DenialSet Try(TradingPolicy caps, (int Size, bool IsLong, bool IsBtc, int Leverage)[] asked)
    {
        using var bench = EngineBench.Started(modules: []);
        Write(bench, p => caps with { Version = p.Version + 1 });
        bench.Step();
        var (taken, bound) = (new List<OrderIntent>(), DenialSet.None);
        foreach (var ask in asked)
        {
            var intent = Intent(bench, ask.Size, ask.IsLong ? Direction.Long : Direction.Short, ask.IsBtc ? EngineBench.Btc : EngineBench.Eth, ask.Leverage);
            var denials = Take(bench, intent);
            bound |= denials;
            if (denials == DenialSet.None)
            {
                taken.Add(intent);
            }
        }

        Holds(caps, taken, new Usd(10_000m));
        return bound;
    }

    private static void Holds(TradingPolicy caps, List<OrderIntent> taken, Usd equity)
    {
        var total = Sum(taken, i => i.Notional.Value);
        Assert.True(taken.Count <= caps.Limits.PositionsMax, "positions");
        Assert.True(taken.Count <= caps.EntriesPerMinuteMax, "rate");
        Assert.True(total <= equity.Value * caps.TotalExposureMax.Value, "exposure");
        Assert.True(Sum(taken, i => i.Notional.Value / i.Leverage.Value) <= (equity.Value * caps.MarginUseMax.Value) + 0.000001m, "margin");
        Assert.True(taken.Count == 0 || equity.Value / total >= caps.LiquidationDistanceMin.Value, "liquidation");
        foreach (var symbol in taken.GroupBy(i => i.Symbol))
        {
            Assert.True(Sum(symbol, i => i.Notional.Value) <= Math.Min(caps.SymbolNotionalMax.Value, equity.Value * caps.ConcentrationMax.Value), $"{symbol.Key}");
            Assert.Single(symbol.Select(i => i.Side).Distinct()); // market orders of both sides would meet
            Assert.True(symbol.Count() <= caps.RepeatedExecutionsMax, "repetition");
        }
    }

    private static decimal Sum(IEnumerable<OrderIntent> intents, Func<OrderIntent, decimal> of) => intents.Sum(of);

    private static OrderIntent Intent(EngineBench bench, int size, Direction direction, Symbol symbol, int leverage) => new()
    {
        ClientOrderId = ClientOrderId.Create($"qt1-{bench.Engine.Reservations.Count + 1}-e0"),
        TradeId = TradeId.Create($"1-{bench.Engine.Reservations.Count + 1}"),
        Symbol = symbol,
        Side = direction.EntrySide(),
        Type = OrderType.Market,
        Purpose = OrderPurpose.Entry,
        Quantity = new Quantity(size * 0.001m),
        ReduceOnly = false,
        ReferencePrice = new Price(50_000m),
        Leverage = new Leverage(leverage),
        Confidence = 0.7,
        StopLoss = new Fraction(0.01m),
        CreatedAtUtc = bench.Now,
    };

    private static DenialSet Take(EngineBench bench, OrderIntent intent) => bench.Engine.Risk.Check(in intent);

    private static void Write(EngineBench bench, Func<TradingPolicy, TradingPolicy> change)
    {
        var current = bench.Policies.Current!;
        bench.Await(() => bench.Policies.WriteAsync(change(current), current.Version, CancellationToken.None));
        bench.Await(bench.Engine.RefreshPolicyAsync);
    }
}
