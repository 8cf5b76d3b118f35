using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Units;
using QuantumTrader.TestSupport.Access;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;

namespace QuantumTrader.Unit.Identity;

public sealed class TradingControlTests : IAsyncDisposable
{
    private readonly GateBench _bench = new();
    private readonly FakeTrading _trading = new();
    private readonly FakePolicyActions _policy = new();
    private readonly TradingControl _control;

    public TradingControlTests() => _control = _bench.TradingControl(_trading, _policy);

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
        await _control.ResetAsync(_bench.Fresh(Roles.Risk), new ResetCommand("checked", false, "RESET") { EmergencyId = seen, DrawdownLimit = new Fraction(0.12m) }, CancellationToken.None);
        Assert.Equal([new ResetRequest("anna", "checked", false, "RESET") { EmergencyId = seen, DrawdownLimit = new Fraction(0.12m) }], _trading.Resets);
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

    [Theory]
    [InlineData(false, null, "say the drawdown limit")]
    [InlineData(false, "0", "above 0")]
    [InlineData(false, "-0.1", "above 0")]
    [InlineData(false, "1.0001", "at most 1")]
    [InlineData(true, "0.12", "leave it out")]
    public async Task Reset_PeakAndLimitDoNotFit_IsRefusedWithTheRemedyAndResetsNothing(bool rebase, string? limit, string remedy)
    {
        var answer = await ResetAsync(rebase, limit);
        Assert.Contains(remedy, answer.Refusal, StringComparison.Ordinal);
        Assert.Empty(_trading.Resets);
        Assert.Equal(AuditResult.Refused, _bench.Audit.Entries[1].Result);
    }

    [Theory]
    [InlineData(false, false, false, "0.12", true)]
    [InlineData(true, false, false, "0.12", false)] // loosening takes two people here, and a reset is no way around that
    [InlineData(true, false, false, "0.10", true)] // as the policy has it
    [InlineData(true, true, false, "0.12", true)] // a second person approves the limit with the reset
    [InlineData(false, false, true, "0.12", false)] // what loosens goes back by itself here; this would not
    [InlineData(false, true, true, "0.12", false)]
    [InlineData(false, false, true, "0.09", true)]
    public async Task Reset_LimitWiderThanThePolicys_NeedsWhatALooseningNeeds(bool twoToLoosen, bool twoToReset, bool endToLoosen, string limit, bool isDone)
    {
        (_bench.Access.TwoPersonLoosening, _bench.Access.TwoPersonReset) = (twoToLoosen, twoToReset);
        _bench.Access.LooseningMax = endToLoosen ? TimeSpan.FromHours(1) : TimeSpan.Zero;
        var answer = await ResetAsync(false, limit, new Guid(3, 0, 0, new byte[8]));
        Assert.Equal(isDone, answer.Done);
        Assert.Equal(isDone ? 1 : 0, _trading.Resets.Count);
        Assert.True(isDone || answer.Refusal!.Contains("Widen DrawdownLimit in the policy first", StringComparison.Ordinal), answer.Refusal);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "0.125")]
    public void ResetSummary_ReadBack_IsWhatWasApproved(bool rebase, string? limit)
    {
        var command = new ResetCommand("", rebase, "") { DrawdownLimit = LimitOf(limit) };
        var summary = command.SummaryFor(FakeTrading.EmergencyId);
        Assert.True(ResetCommand.TryReadSummary(summary, FakeTrading.EmergencyId, out var readRebase, out var readLimit));
        Assert.Equal((rebase, command.DrawdownLimit), (readRebase, readLimit));
        Assert.False(ResetCommand.TryReadSummary(summary, Guid.Empty, out _, out _));
        Assert.False(ResetCommand.TryReadSummary(summary + " and more", FakeTrading.EmergencyId, out _, out _));
    }

    private static Fraction? LimitOf(string? text) => text is null ? null : new Fraction(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private async Task<ResetReceipt> ResetAsync(bool rebase, string? limit, Guid? approval = null) =>
        Assert.IsType<Guarded<ResetReceipt>.Done>(await _control.ResetAsync(_bench.Fresh(Roles.Risk), new ResetCommand("checked", rebase, "RESET", approval) { DrawdownLimit = LimitOf(limit) }, CancellationToken.None)).Value;
}
