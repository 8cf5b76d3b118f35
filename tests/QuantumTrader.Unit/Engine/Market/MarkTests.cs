using QuantumTrader.Domain.Market;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Market;

/// <summary>Marks between bars: equity follows them, and nothing else does.</summary>
public sealed class MarkTests : IDisposable
{
    private readonly EngineBench _bench = new();
    private DateTimeOffset _reckoned;

    public MarkTests()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.1m);
        _bench.Await(() => _bench.Engine.StartAsync(held: null));
        _bench.Step();
        _reckoned = _bench.BarOf(EngineBench.Btc).Candle.CloseTimeUtc;
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void OnMarks_AFallPastTheLimit_ClosesTheGateAtOnceAndStopsAtTheSecond()
    {
        See(20_000m);
        Assert.Equal(DrawdownStatus.Suspected, _bench.Engine.Equity.Last.Status);
        Assert.False(_bench.Engine.Emergency.IsLatched);

        See(20_010m);

        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void OnMarks_ToldAgainOrImpossibleOrUnknown_ConfirmNothing()
    {
        var first = See(20_000m);

        Tell(first);
        Tell(first with { AtUtc = first.AtUtc.AddSeconds(-1) });
        Tell(first with { AtUtc = first.AtUtc.AddSeconds(9), Price = default });
        Tell(first with { AtUtc = first.AtUtc.AddSeconds(9), Symbol = Symbol.Create("NOPEUSDT") });

        Assert.Equal(DrawdownStatus.Suspected, _bench.Engine.Equity.Last.Status);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    /// <summary>A last trade is not the mark: a bar that closes after it must neither replace a newer mark nor confirm what that one said.</summary>
    [Fact]
    public void OnStep_WithANewerMark_KeepsTheMarkAndConfirmsNothing()
    {
        _reckoned = _reckoned.AddHours(1);
        See(20_000m);

        _bench.Pass(TimeSpan.FromSeconds(1));
        _bench.Step();

        var state = _bench.Engine.Symbols.Find(EngineBench.Btc)!;
        Assert.Equal(new Price(20_000m), state.Mark);
        Assert.Equal(DrawdownStatus.Suspected, _bench.Engine.Equity.Last.Status);
    }

    /// <summary>Bars that stay away are missed although marks come.</summary>
    [Fact]
    public void OnMarks_MakeBarsNoYounger()
    {
        var (bars, lastStep) = (_bench.Engine.Symbols.Find(EngineBench.Btc)!.Bars, _bench.Engine.LastStepAtUtc);

        See(50_001m);

        Assert.Equal((bars, lastStep), (_bench.Engine.Symbols.Find(EngineBench.Btc)!.Bars, _bench.Engine.LastStepAtUtc));
        Assert.Equal(_bench.Engine.Symbols.Find(EngineBench.Btc)!.MarkAtUtc, _bench.Now);
    }

    /// <summary>Minute bars beside marks each second: the market is not stale between two bars.</summary>
    [Fact]
    public void OnMarks_KeepTheMarketDataFresh()
    {
        _bench.Pass(TimeSpan.FromSeconds(40));

        See(50_001m);

        Assert.Equal(_bench.Now, _bench.Engine.LastDataAtUtc);
    }

    [Fact]
    public void OnVenueObjection_HoldsAtReduceOnlyUntilItIsWithdrawn()
    {
        _bench.Do(() => _bench.Engine.OnVenueObjection("the account's stream has a gap"));
        Assert.Equal((TradingMode.ReduceOnly, "venue"), (_bench.Engine.EffectiveMode, _bench.Engine.Mode.By));

        _bench.Do(() => _bench.Engine.OnVenueObjection(null));
        Assert.Equal(TradingMode.Active, _bench.Engine.EffectiveMode);
    }

    [Fact]
    public void OnMarks_NothingToSay_AllocatesNothing()
    {
        var marks = new MarkReading[200];
        Array.Fill(marks, new MarkReading(EngineBench.Btc, new Price(50_000m), _reckoned));
        var second = 0;

        Assert.Equal(0, Allocations.Least(() => Show(marks, ++second)));
    }

    private void Show(MarkReading[] marks, int second)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = marks[i] with { AtUtc = _reckoned.AddSeconds(second).AddTicks(i) };
        }

        _bench.Engine.OnMarks(marks);
    }

    private MarkReading See(decimal price)
    {
        _reckoned = _reckoned.AddSeconds(1);
        var mark = new MarkReading(EngineBench.Btc, new Price(price), _reckoned);
        Tell(mark);
        return mark;
    }

    private void Tell(MarkReading mark)
    {
        _bench.Pass(TimeSpan.FromSeconds(1));
        _bench.Do(() => _bench.Engine.OnMarks([mark]));
    }
}
