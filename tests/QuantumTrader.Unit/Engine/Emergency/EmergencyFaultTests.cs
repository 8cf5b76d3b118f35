using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine;
using QuantumTrader.Web.Engine.Execution;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>Faults of the world around a stop: a venue that is gone for minutes, more positions than its limits, fills that dry up, strangers.</summary>
public sealed class EmergencyFaultTests : IDisposable
{
    private static readonly string[] Readings = ["account", "orders", "conditionals", "find", "fills"];
    private readonly EngineBench _bench = EngineBench.Started();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_VenueAwayForTenMinutes_StaysStoppedAsksSlowlySaysStuckAndEndsFlat()
    {
        var trade = _bench.Open();
        _bench.Venue.Fails.UnionWith(Readings);
        _bench.Venue.Hangs.Add("cancelAll");
        _bench.Venue.Outcome = _ => new SubmitOutcome.Unknown("no route to the venue");
        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(EmergencyRunState.Stuck, _bench.Record!.RunState);
        Assert.Contains(_bench.Of<EmergencyRunAdvanced>(), a => a.State == EmergencyRunState.Stuck);

        var (calls, asked) = (_bench.Venue.Calls.Count, _bench.Venue.Asked["account"]);
        _bench.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(EmergencyRunState.Stuck, _bench.Record!.RunState);
        Assert.InRange(_bench.Venue.Calls.Count - calls, 2, 300); // less than one a second
        Assert.InRange(_bench.Venue.Asked["account"] - asked, 5, 400);
        Assert.Contains(_bench.Venue.Orders, o => o.Type == OrderType.StopMarket && o.Symbol == trade.Symbol);

        _bench.Venue.Fails.Clear();
        _bench.Venue.Hangs.Clear();
        _bench.Venue.Outcome = null;
        var back = _bench.Now;
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        Assert.InRange(_bench.Now - back, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal((EmergencyRunState.Flat, 0m), (_bench.Record!.RunState, _bench.Venue.HeldOf(trade.Symbol)));
        Assert.Empty(_bench.Venue.Orders);
    }

    [Fact]
    public void Run_TwoHundredPositionsAgainstARateLimit_ClosesAllLargestFirstWithinIt()
    {
        const int Positions = 200;
        const int Limit = 50;
        using var bench = EngineBench.Started(new EngineSettings { Execution = new ExecutionOptions { OrdersPerTenSeconds = Limit, OrdersPerMinute = 1_000 } });
        for (var i = 1; i <= Positions; i++)
        {
            bench.Venue.Hold(Symbol.Create($"S{i:000}USDT"), i % 2 == 0 ? i : -i);
        }

        bench.Stop();
        bench.Until(() => bench.Record!.IsRunOver, "the account was flat");

        var sent = bench.Venue.Calls.Zip(bench.Venue.CallTimes).Where(c => c.First.StartsWith("submit qtx-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Positions, sent.Length);
        Assert.Equal(Enumerable.Range(1, Positions).Reverse().Select(i => $"S{i:000}USDT"), sent.Select(c => c.First.Split('-')[2]));
        Assert.All(Enumerable.Range(0, Positions - Limit), i => Assert.True(sent[i + Limit].Second - sent[i].Second >= TimeSpan.FromSeconds(10)));
        Assert.InRange(sent[^1].Second - sent[0].Second, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(35));
        Assert.Equal((EmergencyRunState.Flat, Positions), (bench.Record!.RunState, bench.Engine.Emergency.Ledger.Receipts.Count));
    }

    [Fact]
    public void Run_ACloseFillsAThirdAndThenNothingForFiveSeconds_TheRestIsClosed()
    {
        _bench.Venue.Hold(EngineBench.Btc, 1m);
        DateTimeOffset? driedUp = null;
        _bench.Venue.FillsOf = intent =>
        {
            var isFirst = driedUp is null;
            driedUp ??= _bench.Now;
            return isFirst ? 0.3m : _bench.Now - driedUp < TimeSpan.FromSeconds(5) ? 0m : intent.Quantity.Value;
        };

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);

        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Empty(_bench.Venue.Orders);
        Assert.Equal(1m, _bench.Venue.Fills.Sum(f => f.Quantity.Value));
        Assert.All(_bench.Venue.Sent("submit").Skip(1), c => Assert.Equal("0.7", c.Split(' ')[3]));
    }

    [Fact]
    public void Run_APositionAndAnOrderOfAStrangerAppearWhileItProves_AreClosedAndCanceledBeforeItSaysFlat()
    {
        var looks = 0;
        _bench.Venue.OnAsk = question =>
        {
            if (question == "account" && _bench.Record is { RunState: EmergencyRunState.Verifying } && ++looks is 1 or 2)
            {
                _bench.Venue.Hold(EngineBench.Eth, -0.2m * looks); // by hand, at the first reading and again at the second
                _bench.Place($"by-hand-{looks}", OrderSide.Buy, OrderType.Limit);
            }
        };

        var record = _bench.StopAndFlatten();
        _bench.Until(() => _bench.Archive.ReadCertificate(record.RunName) is not null, "it was certified");

        Assert.True(looks >= 4); // both readings of the end are after both of them
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Eth));
        Assert.Empty(_bench.Venue.Orders);
        var receipts = _bench.Archive.ReadCertificate(record.RunName)!.Receipts;
        Assert.Equal(2, receipts.Count(r => r is { Kind: ReceiptKind.CancelOrder, Owner: OrderOwner.Stranger, IsOver: true }));
        Assert.Contains(receipts, r => r is { Kind: ReceiptKind.ClosePosition, Owner: OrderOwner.Stranger, Outcome: ReceiptOutcome.Done });
    }
}
