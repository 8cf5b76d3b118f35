using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Identity;

public sealed class TradingControlTests : IAsyncDisposable
{
    private readonly GateBench _bench = new();
    private readonly FakeTrading _trading = new();
    private readonly TradingControl _control;

    public TradingControlTests() => _control = new(_bench.Gate, _trading, _bench.Time);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(null, TradingControl.ReasonDefault)]
    [InlineData("  ", TradingControl.ReasonDefault)]
    [InlineData(" spread too wide\n", "spread too wide")]
    [InlineData("a\r\n\u001b[31mb", "a\\u000D\\u000A\\u001B[31mb")]
    public async Task Stop_Reason_IsTrimmedAndInert(string? reason, string passed)
    {
        await _control.StopAsync(_bench.Fresh(Roles.Operator), reason);
        Assert.Equal([("anna", passed)], _trading.Stops);
    }

    [Fact]
    public async Task Stop_ReasonTooLong_IsCut()
    {
        await _control.StopAsync(_bench.Fresh(Roles.Operator), new string('x', 5_000));
        Assert.Equal(TradingControl.ReasonLengthMax, _trading.Stops[0].Reason.Length);
    }

    [Fact]
    public async Task Stop_EverythingElseBroken_StillStops()
    {
        _bench.Audit.Hold = new TaskCompletionSource().Task;
        _bench.Audit.Break();
        _bench.Approvals.Failure = new InvalidOperationException("no database");
        var answer = _control.StopAsync(_bench.Fresh(Roles.Operator), "now");
        Assert.True(answer.IsCompletedSuccessfully);
        Assert.Equal(FakeTrading.EmergencyId, Assert.IsType<Guarded<StopReceipt>.Done>(await answer).Value.EmergencyId);
    }

    [Fact]
    public async Task Stop_NoAnswer_SaysThatNothingIsKnownAndRecordsIt()
    {
        await _bench.StartAsync();
        _trading.AnswerStop = () => new TaskCompletionSource<StopReceipt>().Task;
        var answer = _control.StopAsync(_bench.Fresh(Roles.Operator), "now");
        _bench.Time.Advance(TradingControl.StopAnswerWithin);

        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => answer);
        Assert.Contains("may or may not", thrown.Message, StringComparison.Ordinal);
        await GateBench.UntilAsync(() => _bench.Audit.Entries is [{ Result: AuditResult.Failed }], "the record");
    }

    [Fact]
    public async Task Reset_AnotherEmergencyThanTheOneSeen_IsPassedOnAsSeen()
    {
        var seen = new Guid(0xF, 0, 0, new byte[8]);
        await _control.ResetAsync(_bench.Fresh(Roles.Risk), new ResetCommand("checked", false, "RESET") { EmergencyId = seen }, CancellationToken.None);
        Assert.Equal([new ResetRequest("anna", "checked", false, "RESET") { EmergencyId = seen }], _trading.Resets);
    }

    [Fact]
    public async Task Reset_WhatIsApproved_NamesTheEmergencyAndThePeak()
    {
        _bench.Access.TwoPersonReset = true;
        var approval = new Guid(3, 0, 0, new byte[8]);
        await _control.ResetAsync(_bench.Fresh(Roles.Risk), new ResetCommand("checked", true, "RESET", approval), CancellationToken.None);
        Assert.EndsWith($"Reset emergency {FakeTrading.EmergencyId}; measure drawdown from the present equity", Assert.Single(_bench.Approvals.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reset_EngineSaysNo_IsRecordedAsRefused()
    {
        _trading.AnswerReset = () => Task.FromResult(new ResetReceipt(false, "One position is left."));
        var answer = await _control.ResetAsync(_bench.Fresh(Roles.Risk), new ResetCommand("checked", true, "RESET"), CancellationToken.None);
        Assert.False(Assert.IsType<Guarded<ResetReceipt>.Done>(answer).Value.Done);
        Assert.Equal((AuditResult.Refused, "One position is left."), (_bench.Audit.Entries[1].Result, _bench.Audit.Entries[1].Detail));
    }
}
