using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Domain.Units;
using QuantumTrader.Unit.Engine.Fakes;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Engine.Emergency;

/// <summary>Starting again is hard: every reason to say no, and what a reset does when it is done.</summary>
public sealed class EmergencyResetTests : IDisposable
{
    private readonly EngineBench _bench = EngineBench.Started(EngineBench.AtOnce);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Reset_WithoutAnEmergency_IsRefused() =>
        Assert.Equal("Trading is not stopped; there is nothing to reset.", _bench.Reset().Refusal);

    [Fact]
    public void Reset_WhileTheRunIsOn_IsRefused()
    {
        _bench.Venue.Fails.Add("account");
        _bench.Stop();

        Assert.Contains("still running", _bench.Reset().Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reset", "who", "why", "Type RESET")]
    [InlineData("", "who", "why", "Type RESET")]
    [InlineData("RESET", " ", "why", "Say who")]
    [InlineData("RESET", "who", " ", "Say why")]
    public void Reset_WithoutWordNameOrReason_IsRefused(string word, string by, string reason, string refusal)
    {
        _bench.StopAndFlatten();

        var receipt = _bench.Await(() => _bench.Engine.Emergency.ResetAsync(new ResetRequest(by, reason, true, word)));

        Assert.StartsWith(refusal, receipt.Refusal, StringComparison.Ordinal);
        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Reset_TheAccountIsNoLongerFlat_IsRefused()
    {
        _bench.StopAndFlatten();
        _bench.Venue.Hold(EngineBench.Btc, 1m);

        Assert.Contains("not proved flat", _bench.Reset().Refusal, StringComparison.Ordinal);
        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reset_TheVenueCannotBeRead_IsRefused(bool hangs)
    {
        _bench.StopAndFlatten();
        (hangs ? _bench.Venue.Hangs : _bench.Venue.Fails).Add("orders");

        Assert.Contains("could not be read", _bench.Reset().Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_TheJournalCannotKeepIt_IsRefusedAndNothingIsCleared()
    {
        _bench.StopAndFlatten();
        _bench.Journal.Fault = Fault.Fails;

        Assert.Contains("journal", _bench.Reset().Refusal, StringComparison.Ordinal);
        Assert.True(_bench.Policies.Current!.EmergencyMode);
        Assert.IsType<LatchFileRead.Latched>(_bench.Latches.Content);
    }

    [Theory]
    [InlineData(true, Fault.Fails)]
    [InlineData(true, Fault.Hangs)]
    [InlineData(false, Fault.Fails)]
    [InlineData(false, Fault.Hangs)]
    public void Reset_PolicyOrFileCannotBeWritten_StaysStoppedAndCanBeRepeated(bool policy, Fault fault)
    {
        _bench.StopAndFlatten();
        if (policy)
        {
            _bench.Policies.Fault = fault;
        }
        else
        {
            _bench.Latches.Fault = fault;
        }

        var receipt = _bench.Reset();
        Assert.Contains("stays stopped", receipt.Refusal, StringComparison.Ordinal);
        Assert.True(_bench.Engine.Emergency.IsLatched);
        Assert.True((Denials() & DenialSet.EmergencyActive) != 0);

        (_bench.Policies.Fault, _bench.Latches.Fault) = (Fault.None, Fault.None);
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "what was reset by half was proved flat anew");
        Assert.True(_bench.Reset().Done);
        Assert.False(_bench.Engine.Emergency.IsLatched);
    }

    [Fact]
    public void Reset_WithTheOldPeakWhileEquityIsFarBelow_IsRefusedAndWithTheNewOneDone()
    {
        _bench.Venue.Wallet = 8_900m;
        _bench.Do(() => _bench.Engine.Updates.OnUpdate(new ExchangeUpdate.FundingPaid(EngineBench.Btc, PositionSide.Both, new Usd(-1_100m), _bench.Now)));
        _bench.Step();
        _bench.Step();
        _bench.Until(() => _bench.Record is { IsRunOver: true }, "the drawdown stopped it");

        Assert.Contains("old peak", _bench.Reset(rebasePeak: false).Refusal, StringComparison.Ordinal);
        Assert.True(_bench.Reset(rebasePeak: true).Done);
        _bench.Step();
        _bench.Step();
        Assert.False(_bench.Engine.Emergency.IsLatched);
        Assert.Equal(new Usd(8_900m), _bench.Engine.Equity.Last.Peak);
        Assert.Equal(new Usd(8_900m), _bench.Await(() => _bench.Drawdowns.ReadAsync(CancellationToken.None))!.Peak);
    }

    [Fact]
    public void Reset_Done_ClearsBothPlacesWithItsIdAndTradingGoesOn()
    {
        var id = _bench.StopAndFlatten().Latch.EmergencyId;

        Assert.True(_bench.Reset().Done);

        Assert.IsType<LatchFileRead.Clear>(_bench.Latches.Content);
        Assert.Equal(id, _bench.Policies.Current!.LastResetEmergencyId);
        Assert.Equal(id, Assert.Single(_bench.Of<EmergencyReset>()).EmergencyId);
        _bench.Step();
        Assert.Equal(DenialSet.None, Denials());
    }

    [Fact]
    public void Reset_APersonHadStoppedNewTradesBefore_LeavesThemStopped()
    {
        var edit = _bench.Await(() => _bench.Engine.PolicyWriter.EditAsync(PolicyChange.StopNewTrades("a quiet day"), "ann", _ => null));
        _bench.Do(() => _bench.Engine.Policy.Take(Assert.IsType<PolicyEdit.Made>(edit).Next));
        _bench.StopAndFlatten();

        Assert.True(_bench.Reset().Done);

        Assert.True(_bench.Policies.Current is { EmergencyMode: false, AllowNewTrades: false });
        _bench.Step();
        Assert.Equal(DenialSet.NewTradesNotAllowed, Denials());
    }

    [Fact]
    public void Reset_Done_LetsHaltedSymbolsTradeAgain()
    {
        var nobodys = new TradeFunded(Guid.Empty, _bench.Now, TradeId.Create("9-9")) { Symbol = EngineBench.Btc, Amount = Usd.Zero };
        _bench.Do(() => _ = _bench.Bus.PublishAsync(nobodys).AsTask()); // of a trade that is not known: the symbol is halted
        _bench.StopAndFlatten();
        Assert.Contains(EngineBench.Btc, _bench.Book.HaltedSymbols);

        Assert.True(_bench.Reset().Done);

        Assert.Empty(_bench.Book.HaltedSymbols);
    }

    [Fact]
    public void Activate_WhileAResetWaits_WinsOverIt()
    {
        _bench.StopAndFlatten();
        _bench.Venue.Hangs.Add("account");
        Task<ResetReceipt>? reset = null;
        Task<StopReceipt>? stop = null;
        _bench.Do(() => reset = _bench.Engine.Emergency.ResetAsync(new ResetRequest("a", "b", true, "RESET")));
        _bench.Do(() => stop = _bench.Engine.Emergency.ActivateAsync("MANUAL", "again", "tester"));
        Assert.False(reset!.IsCompleted);

        _bench.Until(() => reset.IsCompleted && stop!.IsCompleted, "both were answered");

        Assert.False(EngineBench.Ended(reset).Done);
        Assert.True(_bench.Engine.Emergency.IsLatched);
    }

    /// <summary>Nothing else stands against this reset.</summary>
    [Fact]
    public void Activate_WhileTheResetReadsAFlatAccount_WinsOverIt()
    {
        var id = _bench.StopAndFlatten().Latch.EmergencyId;
        Task<StopReceipt>? stop = null;
        _bench.Venue.OnAsk = question => stop ??= question == "account" ? _bench.Engine.Emergency.ActivateAsync("MANUAL", "again", "tester") : null;

        Assert.False(_bench.Reset().Done);
        _bench.Until(() => stop!.IsCompleted, "the stop was answered");

        Assert.Equal((id, true), (EngineBench.Ended(stop).EmergencyId, _bench.Engine.Emergency.IsLatched));
        Assert.True(_bench.Policies.Current!.EmergencyMode);
    }

    [Fact]
    public void Activate_AfterTheResetPassedItsLastCheck_StopsAgainUnderANewId()
    {
        var first = _bench.StopAndFlatten().Latch.EmergencyId;
        Task<StopReceipt>? stop = null;
        _bench.Policies.BeforeWrite = () =>
        {
            stop = _bench.Engine.Emergency.ActivateAsync("MANUAL", "again", "tester");
            return Task.CompletedTask;
        };

        Assert.True(_bench.Reset().Done);
        _bench.Until(() => stop!.IsCompleted, "the stop was answered");

        var receipt = EngineBench.Ended(stop);
        Assert.NotEqual(first, receipt.EmergencyId);
        Assert.False(receipt.AlreadyStopped);
        Assert.Equal(receipt.EmergencyId, _bench.Record!.Latch.EmergencyId);
        Assert.Equal(receipt.EmergencyId, _bench.Policies.Current!.EmergencyId);
        Assert.Equal(receipt.EmergencyId, ((LatchFileRead.Latched)_bench.Latches.Content).Record.Latch.EmergencyId);
    }

    [Fact]
    public void Reset_Twice_TheSecondIsRefusedWhileTheFirstIsUnderWay()
    {
        _bench.StopAndFlatten();
        _bench.Venue.Hangs.Add("account");
        _bench.Do(() => _ = _bench.Engine.Emergency.ResetAsync(new ResetRequest("a", "b", true, "RESET")));

        Assert.Equal("A reset is already under way.", _bench.Reset().Refusal);
    }

    private DenialSet Denials()
    {
        var intent = _bench.Plan();
        return _bench.Denials(intent);
    }
}
