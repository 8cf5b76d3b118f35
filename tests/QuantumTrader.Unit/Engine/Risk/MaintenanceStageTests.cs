using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Risk;

/// <summary>What the venue demands of positions, as the gate is told of it.</summary>
public sealed class MaintenanceStageTests : IDisposable
{
    private readonly Scripted _venue = new();
    private readonly EngineBench _bench;

    public MaintenanceStageTests()
    {
        _bench = EngineBench.Started(change: p => p with { Maintenance = _venue });
        _bench.Engine.Leverages.Confirm(EngineBench.Btc, new Leverage(2m));
        _bench.Engine.Leverages.Confirm(EngineBench.Eth, new Leverage(2m));
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Entry_IsJudgedByTheSizeThatItLeadsTo()
    {
        _venue.Shares[EngineBench.Btc] = size => size.Value < 1_500m ? 0.01m : 0.6m; // 1 / 2 less 60 % is behind the entry
        var first = _bench.Plan(quantity: 0.02m);
        Assert.Equal(DenialSet.None, Take(first));

        var second = _bench.Plan(Direction.Short, quantity: 0.02m);

        Assert.True((Check(second) & DenialSet.LiquidationTooNear) != 0);
        _bench.Engine.Risk.Release(first.TradeId);
        Assert.False((Check(second) & DenialSet.LiquidationTooNear) != 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Entry_OfASymbolWithoutAShare_IsDenied(int share)
    {
        _venue.Shares[EngineBench.Btc] = _ => share;

        Assert.Equal(DenialSet.LiquidationTooNear, Check(_bench.Plan()));
        Assert.Equal(DenialSet.None, Check(_bench.Plan(symbol: EngineBench.Eth)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Entry_WhileAnotherSymbolsShareIsNotKnown_IsDenied(bool isHeld)
    {
        if (isHeld)
        {
            _bench.Open(symbol: EngineBench.Eth);
        }
        else
        {
            Take(_bench.Plan(symbol: EngineBench.Eth));
        }

        Assert.Equal(DenialSet.None, Check(_bench.Plan()));
        _venue.Shares[EngineBench.Eth] = _ => 0m;
        Assert.Equal(DenialSet.LiquidationTooNear, Check(_bench.Plan()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Entry_CountsWhatTheVenueDemandsOfOtherSymbols(bool isHeld)
    {
        if (isHeld)
        {
            _bench.Open(symbol: EngineBench.Eth);
        }
        else
        {
            Take(_bench.Plan(symbol: EngineBench.Eth));
        }

        var held = Held();
        Assert.True(held > 0m);
        _venue.Shares[EngineBench.Eth] = _ => 0.9m;
        _venue.Shares[EngineBench.Btc] = _ => 0.01m;
        var entry = _bench.Plan();

        Assert.Equal(held * 0.9m, MaintenanceOf(entry));
    }

    private decimal MaintenanceOf(OrderIntent entry)
    {
        var reason = _bench.Engine.Risk.Explain(DenialSet.LiquidationTooNear, in entry).OfType<LiquidationTooNear>().Single();
        var left = reason.Together!.Value.Value * (Held() + entry.Notional.Value);
        return decimal.Round(_bench.Engine.Ledger.Equity!.Value.Value - left - (entry.Notional.Value * 0.01m), 8);
    }

    private decimal Held() => (_bench.Engine.Ledger.TotalNotional + _bench.Engine.Reservations.TotalNotional(default)).Value;

    private DenialSet Check(OrderIntent intent) => _bench.Engine.Risk.CheckAgain(in intent);

    private DenialSet Take(OrderIntent intent) => _bench.Engine.Risk.Check(in intent);

    private sealed class Scripted : IMaintenance
    {
        public Dictionary<Symbol, Func<Usd, decimal>> Shares { get; } = [];

        public Fraction ShareOf(Symbol symbol, Usd notional) => new(Shares.TryGetValue(symbol, out var share) ? share(notional) : 0.005m);
    }
}
