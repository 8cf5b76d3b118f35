using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>Mistakes that stops are known to make when they close positions, each by name; none of them is ours.</summary>
public sealed class KnownMistakesOfTheRunTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    /// <summary>The stop calls methods that the venue's adapter does not have, logs that, and says that it is done.</summary>
    [Fact]
    public void Stop_TheVenueCanNeitherCloseNorCancel_IsNeverCalledFlat()
    {
        _bench.Open();
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        _bench.Venue.OnCall = call => throw new NotSupportedException(call);

        _bench.Stop();
        _bench.Pass(TimeSpan.FromHours(1));

        Assert.Equal(EmergencyRunState.Stuck, _bench.Record!.RunState);
        Assert.Equal((1, true), (_bench.Record.PositionsLeft, _bench.Record.OrdersLeft > 0));
        Assert.False(_bench.Reset().Done);

        _bench.Venue.OnCall = null;
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
    }

    /// <summary>Every step "succeeds" and nothing happens.</summary>
    [Fact]
    public void Stop_ClosesAreTakenAndNothingFills_IsNeverCalledFlat()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Venue.FillsOf = _ => 0m;

        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal((EmergencyRunState.Stuck, 1), (_bench.Record!.RunState, _bench.Record.PositionsLeft));
        Assert.Contains("BTCUSDT", _bench.Record.Detail, StringComparison.Ordinal);
    }

    /// <summary>A close without reduce-only, or larger than what is held, opens the opposite position.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    [InlineData(250)]
    public void Stop_WhateverIsHeld_SendsNothingThatCouldOpenTheOppositePosition(double held)
    {
        _bench.Venue.Hold(EngineBench.Btc, (decimal)held);
        var sent = new List<OrderIntent>();
        _bench.Venue.Outcome = intent =>
        {
            sent.Add(intent);
            return null;
        };

        _bench.StopAndFlatten();

        Assert.All(sent, i => Assert.Equal((true, OrderType.Market, held > 0 ? OrderSide.Sell : OrderSide.Buy), (i.ReduceOnly, i.Type, i.Side)));
        Assert.Equal(Math.Abs((decimal)held), sent.Sum(i => i.Quantity.Value));
    }

    /// <summary>The answer is lost, the order is sent once more, and the account is short by what it was long.</summary>
    [Fact]
    public void Stop_CloseFilledButItsAnswerIsLost_IsNotSentTwice()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Venue.Hangs.Add("submit"); // what it asks for happens all the same

        _bench.StopAndFlatten();
        _bench.Pass(TimeSpan.FromMinutes(5));

        Assert.Single(_bench.Venue.Sent("submit"));
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
    }

    [Fact]
    public void Stop_CloseIsLostOnItsWay_IsSentAgainUnderAnotherId()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        var lost = 2;
        _bench.Venue.HangsFor = _ => --lost >= 0;

        _bench.StopAndFlatten();

        var ids = _bench.Venue.Sent("submit").Select(c => c.Split(' ')[1]).ToArray();
        Assert.Equal(3, ids.Length);
        Assert.Equal(3, ids.Distinct().Count());
    }

    /// <summary>A resting entry fills after the closes, and protection that is left behind opens a position of its own.</summary>
    [Fact]
    public void Stop_RestingEntryFillsWhileItIsCanceled_IsClosedAndNothingIsLeftResting()
    {
        _bench.Open();
        _bench.Place("by-hand", OrderSide.Buy, OrderType.Limit);
        var filled = false;
        _bench.Venue.OnCall = call =>
        {
            if (!filled && call == "cancelAll BTCUSDT")
            {
                filled = true;
                _bench.Venue.Fill("by-hand", 1m, 25_000m);
            }
        };

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);

        Assert.True(filled);
        Assert.Equal(0m, _bench.Venue.HeldOf(EngineBench.Btc));
        Assert.Empty(_bench.Venue.Orders);
    }

    /// <summary>-4164: too small a value. -1111: too many decimals. One position that the venue will not close keeps all others open.</summary>
    [Theory]
    [InlineData(-4164, "Order's notional must be no smaller than 5.")]
    [InlineData(-1111, "Precision is over the maximum defined for this asset.")]
    public void Stop_OneCloseIsRefusedForItsSize_ClosesTheRestAndSaysWhatIsLeftAndWhy(int code, string text)
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Venue.Hold(EngineBench.Eth, 0.5m);
        _bench.Venue.Outcome = i => i.Symbol == EngineBench.Btc ? new SubmitOutcome.Rejected(code, text) : null;

        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal((0m, 0.5m), (_bench.Venue.HeldOf(EngineBench.Eth), _bench.Venue.HeldOf(EngineBench.Btc)));
        Assert.Equal((EmergencyRunState.Stuck, 1), (_bench.Record!.RunState, _bench.Record.PositionsLeft));
        Assert.Contains("BTCUSDT", _bench.Record.Detail, StringComparison.Ordinal);
        Assert.Contains($"{code}", _bench.Record.Detail, StringComparison.Ordinal);
        var receipt = Assert.Single(_bench.Engine.Emergency.Ledger.Receipts, r => r.Symbol == EngineBench.Btc);
        Assert.Equal(ReceiptOutcome.Rejected, receipt.Outcome);
        Assert.Contains($"{code}", receipt.Detail, StringComparison.Ordinal);
    }

    /// <summary>Quantities are floored to nothing, or rounded up beyond what is held.</summary>
    [Fact]
    public void Stop_QuantityOfManyDecimals_IsClosedInWholeStepsAndNeverRoundedUp()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.1239999999m);

        var record = _bench.StopAndFlatten();

        Assert.Equal("0.123", _bench.Venue.Sent("submit").Single().Split(' ')[3]);
        Assert.Equal((EmergencyRunState.FlatExceptDust, "BTCUSDT 0.0009999999"), (record.RunState, record.Detail));
    }

    /// <summary>The key may read but no longer trade: the stop cannot close anything, and nobody is told why.</summary>
    [Fact]
    public void Stop_PermissionIsLostDuringIt_IsNotFlatAndListsWhatPeopleMustClose()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.5m);
        _bench.Venue.Hold(EngineBench.Eth, -2m);
        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-2015, "Invalid API-key, IP, or permissions for action.");

        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal((EmergencyRunState.Stuck, 2), (_bench.Record!.RunState, _bench.Record.PositionsLeft));
        Assert.Contains("-2015", _bench.Record.Detail, StringComparison.Ordinal);
        Assert.Equal(_bench.Record.Detail, _bench.Engine.Emergency.Status.Detail);
        Assert.Equal(
            [("BTCUSDT", 0.5m), ("ETHUSDT", 2m)],
            _bench.Engine.Emergency.Ledger.Receipts.Where(r => !r.IsOver).Select(r => (r.Symbol.Value, r.Quantity.Value)).Order());
        Assert.All(_bench.Engine.Emergency.Ledger.Receipts, r => Assert.Contains("-2015", r.Detail, StringComparison.Ordinal));

        _bench.Venue.Outcome = null; // the key was mended
        _bench.Until(() => _bench.Record!.IsRunOver, "the account was flat");
        Assert.DoesNotContain("-2015", _bench.Record!.Detail, StringComparison.Ordinal);
    }

    /// <summary>And when it may not even read: an account that cannot be seen is not an empty one.</summary>
    [Fact]
    public void Stop_PermissionIsLostAltogether_IsNotFlat()
    {
        _bench.Open();
        foreach (var question in new[] { "account", "orders", "conditionals", "find", "fills" })
        {
            _bench.Venue.Fails.Add(question);
        }

        _bench.Venue.Outcome = _ => new SubmitOutcome.Rejected(-2015, "Invalid API-key, IP, or permissions for action.");

        _bench.Stop();
        _bench.Pass(TimeSpan.FromMinutes(3));

        Assert.Equal(EmergencyRunState.Stuck, _bench.Record!.RunState);
        Assert.Contains("could not be read", _bench.Record.Detail, StringComparison.Ordinal);
        Assert.False(_bench.Reset().Done);
    }

    /// <summary>Entries that waited while trading was stopped go out when it is allowed again.</summary>
    [Fact]
    public void Stop_EntriesFromBeforeIt_AreNeverSentAfterTheReset()
    {
        var intent = _bench.Plan();
        _bench.StopAndFlatten();
        Assert.True(_bench.Reset().Done);
        _bench.Step();
        _bench.Step();

        var result = _bench.Await(() => _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        Assert.True(result is Web.Engine.Execution.ExecutionResult.Denied { Denials: var denials } && (denials & Domain.Risk.DenialSet.IntentTooOld) != 0, $"{result}");
        Assert.Empty(_bench.Venue.Sent("submit"));
        Assert.True(_bench.Open(symbol: EngineBench.Eth).QuantityOpen.IsPositive); // one that is made now may go
    }

    /// <summary>Orders of ours that were on the wire when trading stopped are not forgotten.</summary>
    [Fact]
    public void Stop_EntryIsOnTheWire_IsNotCalledFlatBeforeItsFateIsKnown()
    {
        var intent = _bench.Plan();
        _bench.Venue.HangsFor = i => i.Purpose == OrderPurpose.Entry;
        _bench.Do(() => _ = _bench.Engine.Executor.SubmitAsync(intent, "", null).AsTask());

        _bench.Stop();
        _bench.Pass(TimeSpan.FromSeconds(2));

        Assert.False(_bench.Record!.IsRunOver);
        _bench.Until(() => _bench.Record!.IsRunOver, "its fate was known"); // the venue says that it never had it
        Assert.Equal(TradePhase.Canceled, _bench.Trade(intent.TradeId).Phase);
    }
}
