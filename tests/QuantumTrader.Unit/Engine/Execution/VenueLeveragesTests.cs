using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

public sealed class VenueLeveragesTests : IDisposable
{
    private static readonly Leverage Two = new(2m);
    private static readonly Leverage Nine = new(9m);
    private readonly EngineBench _bench = EngineBench.Started();
    private readonly VenueLeverages _known = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Leverage_ThatTheVenueShowsForASymbolNotHeld_IsKnown()
    {
        Read(Nine);
        Assert.Equal(Nine, _known.Of(EngineBench.Btc));
        Assert.Null(_known.Of(EngineBench.Eth));
        _known.ForgetAll();
        Assert.Null(_known.Of(EngineBench.Btc));
        Read(Two);
        Assert.Equal(Two, _known.Of(EngineBench.Btc));
    }

    [Fact]
    public void Reading_ThatBeganBeforeItWasSet_ChangesNothing()
    {
        var mark = _known.Mark();
        _known.Confirm(EngineBench.Btc, Two);
        Read(Nine, mark);
        Assert.Equal(Two, _known.Of(EngineBench.Btc));

        mark = _known.Mark();
        _known.Forget(EngineBench.Btc);
        Read(Nine, mark);
        Assert.Null(_known.Of(EngineBench.Btc));

        mark = _known.Mark();
        _known.ForgetAll();
        Read(Nine, mark);
        Assert.Null(_known.Of(EngineBench.Btc));
    }

    [Fact]
    public void Leverage_SetBySomebodyElse_IsNotKnownUntilItIsRead()
    {
        _known.Confirm(EngineBench.Btc, Two);
        _known.OnTold(EngineBench.Btc, Two);
        Assert.Equal(Two, _known.Of(EngineBench.Btc));
        _known.OnTold(EngineBench.Btc, Nine);
        Assert.Null(_known.Of(EngineBench.Btc));
        Read(Nine);
        Assert.Equal(Nine, _known.Of(EngineBench.Btc));
    }

    [Fact]
    public void Stream_TellsAnotherLeverage_TheGateDenies()
    {
        _bench.Engine.Leverages.Confirm(EngineBench.Btc, Two);
        var intent = _bench.Plan();
        Assert.Equal(DenialSet.None, _bench.Engine.Risk.CheckAgain(in intent));

        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new ExchangeUpdate.LeverageSet(EngineBench.Btc, Nine)));

        Assert.Equal(DenialSet.LeverageNotVerified, _bench.Engine.Risk.CheckAgain(in intent));
    }

    [Fact]
    public void Venue_ObjectsToOneSymbol_NothingIsOpenedInIt()
    {
        using var bench = EngineBench.Started(change: p => p with { ObjectionTo = s => s == EngineBench.Btc ? "not set up" : null });
        bench.Engine.Leverages.Confirm(EngineBench.Btc, Two);
        bench.Engine.Leverages.Confirm(EngineBench.Eth, Two);
        var (btc, eth) = (bench.Plan(), bench.Plan(symbol: EngineBench.Eth));

        Assert.Equal(DenialSet.SymbolBlocked, bench.Engine.Risk.CheckAgain(in btc));
        Assert.Equal(DenialSet.None, bench.Engine.Risk.CheckAgain(in eth));
    }

    private void Read(Leverage leverage, long? mark = null) => _known.OnAccount(
        new AccountSnapshot
        {
            WalletBalance = Usd.Zero,
            UnrealisedPnl = Usd.Zero,
            AvailableBalance = Usd.Zero,
            NetTransfers = Usd.Zero,
            Positions = [],
            AtUtc = _bench.Now,
            Leverages = new Dictionary<Symbol, Leverage> { [EngineBench.Btc] = leverage },
        },
        mark ?? _known.Mark());
}
