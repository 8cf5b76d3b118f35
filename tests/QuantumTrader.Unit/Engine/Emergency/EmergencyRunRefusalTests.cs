using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>
/// A close that the venue would not reduce lets the position's stops go before the next close. One that was refused because nothing was
/// held any more must not cost a later position its stops.
/// </summary>
public sealed class EmergencyRunRefusalTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_TheLastRunsCloseWasRefusedBecauseItWasFlat_ClosesBeforeItCancelsTheStop()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);
        _bench.Venue.Outcome = RefusedBecauseItIsGone;
        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        _bench.Reset();

        _bench.Venue.Outcome = null;
        HoldWithStop();
        _bench.Venue.Calls.Clear();

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        Assert.Equal(["submit", "cancelAllConditional"], _bench.Venue.Calls.Select(c => c.Split(' ')[0]));
    }

    /// <summary>The refusal is heard only when the run has seen the account flat.</summary>
    [Fact]
    public void Run_TheRefusalOfTheLastRunCameLate_ClosesBeforeItCancelsTheStop()
    {
        var late = TimeSpan.FromSeconds(4);
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);
        _bench.Venue.Outcome = RefusedBecauseItIsGone;
        _bench.Venue.AnswerTakes = _ => late;
        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        _bench.Pass(late);
        _bench.Reset();

        (_bench.Venue.Outcome, _bench.Venue.AnswerTakes) = (null, null);
        HoldWithStop();
        _bench.Venue.Calls.Clear();

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        Assert.Equal(["submit", "cancelAllConditional"], _bench.Venue.Calls.Select(c => c.Split(' ')[0]));
    }

    /// <summary>Both runs' first receipt has the number 1.</summary>
    [Fact]
    public void Run_TheRefusalOfTheLastRunCameWhileTheNextOneWaits_IsNotTakenForItsOwn()
    {
        var late = TimeSpan.FromSeconds(4);
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);
        _bench.Venue.Outcome = RefusedBecauseItIsGone;
        _bench.Venue.AnswerTakes = _ => late;
        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        _bench.Reset();

        _bench.Venue.Hold(EngineBench.Eth, 0.5m);
        _bench.Venue.Outcome = null;
        _bench.Venue.HangsFor = _ => true; // the next run's close is on its way for as long as can be
        _bench.Stop();
        _bench.Pass(late);

        var receipt = Assert.Single(_bench.Engine.Emergency.Ledger.Receipts);
        Assert.Equal((EngineBench.Eth, ReceiptOutcome.Sent, ""), (receipt.Symbol, receipt.Outcome, receipt.Detail));
    }

    /// <summary>The other symbol's close has no answer yet, so that nothing is sent between the two looks.</summary>
    [Fact]
    public void Run_WhatWasRefusedWasGoneAtTheNextLook_KeepsTheStopOfWhatComesAfterItUntilItIsClosed()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);
        _bench.Venue.Hold(EngineBench.Eth, 0.5m);
        var (isRefused, looks) = (false, 0);
        _bench.Venue.Outcome = i =>
        {
            var refused = isRefused ? null : RefusedBecauseItIsGone(i);
            isRefused |= refused is not null;
            return refused;
        };
        _bench.Venue.HangsFor = i => i.Symbol == EngineBench.Eth && looks == 0;
        _bench.Venue.OnAsk = question =>
        {
            if (question == "account" && isRefused && ++looks == 2)
            {
                HoldWithStop();
            }
        };

        Assert.Equal(EmergencyRunState.Flat, _bench.StopAndFlatten().RunState);
        var calls = _bench.Venue.Calls.Where(c => c.Contains("BTCUSDT", StringComparison.Ordinal)).Select(c => c.Split(' ')[0]).ToArray();
        Assert.Equal(["submit", "submit", "cancelAllConditional"], calls);
    }

    private void HoldWithStop()
    {
        _bench.Venue.Hold(EngineBench.Btc, 0.01m);
        _bench.Place("its-stop", OrderSide.Sell, OrderType.StopMarket, reduceOnly: true);
    }

    private SubmitOutcome? RefusedBecauseItIsGone(OrderIntent intent)
    {
        if (intent.Symbol != EngineBench.Btc)
        {
            return null;
        }

        _bench.Venue.Hold(intent.Symbol, 0m); // a stop was faster
        return new SubmitOutcome.Rejected(VenueCodes.ReduceOnlyRejected, "ReduceOnly Order is rejected.");
    }
}
