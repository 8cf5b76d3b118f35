using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Execution;

/// <summary>What must be closed by hand is listed, and ends by the venue's word alone.</summary>
public sealed class ManualCloseListTests : IDisposable
{
    private static readonly VenueStatus Well = new() { Name = "venue" };
    private static readonly VenueStatus Refused = Well with { Refusal = "The venue forbids trading: the key is not valid (-2015)." };
    private readonly EngineBench _bench = EngineBench.Started();

    private ManualCloseList List => _bench.Engine.ManualClose;

    private ManualCloseItem Item => Assert.Single(List.Items);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void KeyRefused_EveryHeldPosition_IsListedWithWhatToClose()
    {
        _bench.Open();
        _bench.Open(Direction.Short, 0.02m, EngineBench.Eth);
        var since = _bench.Now;
        Watch(Refused);

        Assert.Equal(
            [(EngineBench.Btc, Direction.Long, 0.01m), (EngineBench.Eth, Direction.Short, 0.02m)],
            List.Items.Select(i => (i.Symbol, i.Direction, i.Quantity.Value)));
        Assert.All(List.Items, i => Assert.Equal((true, since, Refused.Refusal, 50_000m), (i.NeedsHand, i.SinceUtc, i.Why, i.Entry.Value)));
    }

    [Fact]
    public void VenueTakesCloses_NothingIsListed()
    {
        _bench.Open();
        Watch(Well);
        Watch(null);
        Watch(Well with { BannedUntilUtc = _bench.Now.AddSeconds(30) }); // a pause
        Assert.Empty(List.Items);
    }

    [Fact]
    public void Banned_IsListed()
    {
        _bench.Open();
        Watch(Well with { BannedUntilUtc = _bench.Now.AddHours(2), IsBanned = true });
        Assert.Contains("banned this address until", Item.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingHeld_NothingIsListed()
    {
        Watch(Refused);
        Assert.Empty(List.Items);
    }

    [Fact]
    public void Reading_WithoutThePosition_TicksItOff()
    {
        _bench.Open();
        Watch(Refused);
        _bench.Pass(ManualCloseList.ReadingMargin);
        Read(0m);
        Watch(Refused);

        Assert.Equal((ManualCloseEnd.Gone, _bench.Now, false), (Item.End, Item.EndedAtUtc!.Value, Item.NeedsHand));
    }

    [Fact]
    public void Reading_ThatMayBeFromBefore_TicksNothingOff()
    {
        _bench.Open();
        Watch(Refused);
        _bench.Pass(ManualCloseList.ReadingMargin - TimeSpan.FromTicks(1));
        Read(0m);
        Assert.True(Item.NeedsHand);
    }

    [Fact]
    public void Reading_WithLess_TellsWhatIsLeftAndWhen()
    {
        var opened = _bench.Open().OpenedAtUtc;
        _bench.Pass(TimeSpan.FromSeconds(3));
        Watch(Refused);
        Assert.Equal(opened, Item.KnownAtUtc);
        _bench.Pass(ManualCloseList.ReadingMargin);
        Read(0.004m);
        Assert.Equal((0.004m, _bench.Now, true), (Item.Quantity.Value, Item.KnownAtUtc!.Value, Item.NeedsHand));
    }

    [Fact]
    public void NothingHeard_ForADay_StaysAsItWasLastKnown()
    {
        _bench.Open();
        Read(0.01m);
        var known = _bench.Now;
        Watch(Refused);
        _bench.Pass(TimeSpan.FromDays(1));
        Watch(Refused);
        Assert.Equal((true, known), (Item.NeedsHand, Item.KnownAtUtc!.Value));
    }

    [Fact]
    public void Fill_ThatTheVenueTells_TicksItOff()
    {
        var trade = _bench.Open();
        Watch(Refused);
        var stop = trade.Orders.Single(o => o.Purpose == OrderPurpose.StopLoss);
        _bench.Do(() => _bench.Venue.Fill(stop.ClientOrderId.Value, 0.01m, 49_500m));
        Watch(Refused);
        Assert.Equal(ManualCloseEnd.Gone, Item.End);
    }

    [Fact]
    public void VenueTakesClosesAgain_TheLineIsReleasedAndNotCalledGone()
    {
        _bench.Open();
        Watch(Refused);
        Watch(Well);
        Assert.Equal((ManualCloseEnd.Released, false), (Item.End, Item.NeedsHand));

        Watch(Refused);
        Assert.True(Item.NeedsHand);
    }

    [Fact]
    public void Person_SawItClosed_IsNotedAndTheLedgerIsAsBefore()
    {
        _bench.Open();
        Watch(Refused);
        Assert.Null(List.SeeClosed(EngineBench.Btc, PositionSide.Both, "anna"));

        Assert.Equal(("anna", _bench.Now, false, (ManualCloseEnd?)null), (Item.SeenClosedBy, Item.SeenClosedAtUtc!.Value, Item.NeedsHand, Item.End));
        Assert.Equal(0.01m, _bench.Engine.Ledger.Legs.Single(l => l.Symbol == EngineBench.Btc).Quantity.Value);
        Assert.Equal("anna has said so already.", List.SeeClosed(EngineBench.Btc, PositionSide.Both, "bert"));
        Assert.NotNull(List.SeeClosed(EngineBench.Eth, PositionSide.Both, "anna"));
    }

    [Fact]
    public void Person_WhoWasWrong_IsContradictedByAReading()
    {
        _bench.Open();
        Watch(Refused);
        _bench.Pass(ManualCloseList.ReadingMargin);
        List.SeeClosed(EngineBench.Btc, PositionSide.Both, "anna");
        _bench.Pass(ManualCloseList.ReadingMargin);
        Read(0.01m);

        Assert.True(Item.NeedsHand);
        Assert.StartsWith("anna said at ", Item.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ManualCloseList.RefusedFrom - 1, false)]
    [InlineData(ManualCloseList.RefusedFrom, true)]
    public void Close_RefusedAgainAndAgain_IsListed(int refusals, bool isListed)
    {
        var trade = _bench.Open();
        _bench.Open(symbol: EngineBench.Eth);
        Refuse(trade, refusals);
        Watch(Well);

        Assert.Equal(isListed ? [EngineBench.Btc] : [], List.Items.Select(i => i.Symbol));
        if (isListed)
        {
            Assert.Contains("-4131 no counterparty", Item.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Close_ThatIsTakenAtLast_EndsTheLine()
    {
        var trade = _bench.Open();
        Refuse(trade, ManualCloseList.RefusedFrom);
        Watch(Well);
        _bench.Venue.Outcome = null;
        _bench.Until(() => _bench.Venue.HeldOf(EngineBench.Btc) == 0m, "the exit went through");
        Watch(Well);
        Assert.Equal(ManualCloseEnd.Gone, Item.End);
    }

    [Fact]
    public void Stop_ThatIsStuck_ListsWhatIsLeft()
    {
        _bench.Open();
        _bench.Venue.Outcome = i => i.ReduceOnly ? new SubmitOutcome.Rejected(-4131, "no counterparty") : null;
        _bench.Stop();
        _bench.Until(() => _bench.Record is { RunState: EmergencyRunState.Stuck }, "the run was stuck");
        Watch(Well);
        Assert.True(Item.NeedsHand);
        Assert.StartsWith("The emergency stop does not get it closed.", Item.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void List_OfWhichNothingIsLeft_GoesAfterAWhile()
    {
        _bench.Open();
        Watch(Refused);
        Watch(Well);
        _bench.Pass(ManualCloseList.KeptFor - TimeSpan.FromTicks(1));
        Watch(Well);
        Assert.Single(List.Items);
        _bench.Pass(TimeSpan.FromTicks(1));
        Watch(Well);
        Assert.Empty(List.Items);
    }

    [Fact]
    public void Position_ThatIsThereAgainAfterItWasGone_IsListedAnew()
    {
        _bench.Open();
        Watch(Refused);
        _bench.Pass(ManualCloseList.ReadingMargin);
        Read(0m);
        Watch(Refused);
        Assert.Equal(ManualCloseEnd.Gone, Item.End); // also while the ledger lags behind
        Read(0.01m);
        Watch(Refused);
        Assert.True(Item.NeedsHand);
    }

    private void Watch(VenueStatus? venue) => _bench.Do(() => _bench.Engine.WatchManualClose(venue));

    /// <summary>The venue tells the account with so much of the one position.</summary>
    private void Read(decimal held)
    {
        _bench.Venue.Hold(EngineBench.Btc, held);
        var read = _bench.Await(() => _bench.Venue.GetAccountAsync(CancellationToken.None).AsTask());
        _bench.Do(() => List.OnReading(read.Value!));
    }

    private void Refuse(TradeState trade, int times)
    {
        var left = times;
        _bench.Venue.Outcome = i => i.Purpose == OrderPurpose.Exit && left-- > 0 ? new SubmitOutcome.Rejected(-4131, "no counterparty") : null;
        _bench.Do(() => _bench.Engine.Desk.Exit(trade, ExitReasons.Manual));
        _bench.Until(() => left <= 0, "the exit was refused so often");
    }
}
