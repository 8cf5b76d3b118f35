using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Policy.Fields;
using QuantumTrader.Infrastructure.Policy;

namespace QuantumTrader.Unit.Policy;

public class PolicyExpiryTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = Now.AddHours(1);
    private static readonly TradingPolicy Calm = DefaultPolicy.Create(Now);

    [Fact]
    public void GoneBack_BeforeTheTime_IsTheSamePolicy()
    {
        var lent = Edit(Calm, Until, "PriceCollar", "0.03");

        Assert.Same(lent, PolicyExpiry.GoneBack(lent, Until.AddTicks(-1)));
        Assert.Same(Calm, PolicyExpiry.GoneBack(Calm, Until));
    }

    [Fact]
    public void GoneBack_AtTheTime_IsBackAndSaysWho()
    {
        var back = PolicyExpiry.GoneBack(Edit(Calm, Until, "PriceCollar", "0.03", "Modes.NORMAL.LeverageMax", "6"), Until);

        Assert.Empty(PolicyTightening.Compare(Calm, back).Differences);
        Assert.Null(back.Temporary);
        Assert.Equal((PolicyExpiry.By, Until), (back.UpdatedBy, back.UpdatedAtUtc));
    }

    [Fact]
    public void GoneBack_AfterARestart_IsBackToo() =>
        Assert.Empty(PolicyTightening.Compare(Calm, PolicyExpiry.GoneBack(PolicyJson.Read(PolicyJson.Write(Edit(Calm, Until, "PriceCollar", "0.03"))), Until.AddDays(3))).Differences);

    [Fact]
    public void GoneBack_ModeThatWasSwitched_IsSwitchedBackUnlessATighterOneHolds()
    {
        var lent = Edit(Calm, Until, "ActiveMode", "AGGRESSIVE_SMALL_ACCOUNT");

        Assert.Equal(RiskMode.Normal, PolicyExpiry.GoneBack(lent, Until).ActiveMode);
        Assert.Equal(RiskMode.Defensive, PolicyExpiry.GoneBack(lent with { ActiveMode = RiskMode.Defensive }, Until).ActiveMode);
    }

    [Fact]
    public void GoneBack_TightenedFurtherMeanwhile_StaysTighter()
    {
        var lent = Edit(Calm, Until, "PriceCollar", "0.03");

        Assert.Equal("0.02", TextOf(PolicyExpiry.GoneBack(Edit(lent, null, "PriceCollar", "0.025"), Until)));
        var further = Edit(lent, null, "PriceCollar", "0.01");
        Assert.Null(further.Temporary);
        Assert.Equal("0.01", TextOf(PolicyExpiry.GoneBack(further, Until)));
    }

    [Fact]
    public void GoneBack_LoosenedTwice_IsBackWhereItBegan()
    {
        var twice = Edit(Edit(Calm, Until, "PriceCollar", "0.03"), Until.AddHours(1), "PriceCollar", "0.04");

        Assert.Equal([new TemporaryValue("PriceCollar", "0.02", Until.AddHours(1))], twice.Temporary);
    }

    [Fact]
    public void GoneBack_OneOfTwo_LeavesTheOther()
    {
        var two = Edit(Edit(Calm, Until, "PriceCollar", "0.03"), Until.AddHours(1), "EntriesPerMinuteMax", "30");

        var back = PolicyExpiry.GoneBack(two, Until);

        Assert.Equal(("0.02", 30, 1), (TextOf(back), back.EntriesPerMinuteMax, back.Temporary!.Count));
        Assert.Equal(Until.AddHours(1), PolicyExpiry.NextUtc(back));
    }

    [Fact]
    public void GoneBack_ValueOfANewerProgram_ClosesForNewTrades() =>
        Assert.False(PolicyExpiry.GoneBack(Calm with { Temporary = [new("SomethingNew", "1", Until)] }, Until).AllowNewTrades);

    [Fact]
    public void GoneBack_LeverageBelowTheSmallestThatWasRaisedMeanwhile_StaysInRange()
    {
        var lent = Edit(Calm, Until, "Modes.NORMAL.LeverageMax", "10", "Modes.NORMAL.LeverageMin", "8");

        Assert.Empty(PolicyValidator.Validate(PolicyExpiry.GoneBack(lent with { Temporary = [.. lent.Temporary!.Where(t => t.Field.EndsWith("Max", StringComparison.Ordinal))] }, Until)));
    }

    [Fact]
    public void GoneBack_InAnEmergency_KeepsTheEmergency()
    {
        var stopped = PolicyChanges.EnterEmergency(Edit(Calm, Until, "AllowNewTrades", "true", "PriceCollar", "0.03"), new(Guid.Empty, "loss", "DRAWDOWN", "monitor", Now));

        Assert.True(PolicyExpiry.GoneBack(stopped, Until) is { EmergencyMode: true, AllowNewTrades: false, EmergencyTrigger: "DRAWDOWN" });
    }

    [Theory]
    [InlineData("AllowNewTrades", "false")] // allowed for a while, and the while ends in the emergency
    [InlineData("SomethingNew", "1")] // of a newer program
    public void GoneBack_InAnEmergency_HoldsAfterItsResetToo(string field, string back)
    {
        var latch = new Domain.Emergency.EmergencyLatch(Guid.Parse("99999999-0000-0000-0000-000000000002"), "loss", "DRAWDOWN", "monitor", Now);
        var stopped = PolicyChanges.EnterEmergency(Calm with { Temporary = [new(field, back, Until)] }, latch);

        Assert.True(PolicyChanges.ClearEmergency(stopped, latch.EmergencyId, "ann", Now).AllowNewTrades);
        Assert.False(PolicyChanges.ClearEmergency(PolicyExpiry.GoneBack(stopped, Until), latch.EmergencyId, "ann", Until).AllowNewTrades);
    }

    [Fact]
    public void Edit_AnEndForATightening_IsRefused() => Assert.Contains(
        "Nothing is loosened",
        Assert.IsType<PolicyEdit.Refused>(PolicyEditor.Edit(Calm, [], Change("PriceCollar", "0.01") with { UntilUtc = Until }, "ann", Now)).Why,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("PriceColar", "0.01", "no field 'PriceColar'")]
    [InlineData("EmergencyMode", "false", "no field 'EmergencyMode'")]
    [InlineData("Version", "1", "no field 'Version'")]
    [InlineData("PriceCollar", "2", "PriceCollar must be above 0 and below 1, but is 2.")]
    [InlineData("PriceCollar", "0.020", "Nothing would change")]
    [InlineData("Modes.NORMAL.ConfidenceMin", "NaN", "Modes.NORMAL.ConfidenceMin must be 0 to 1, but is NaN.")]
    [InlineData("Modes.NORMAL.LeverageMin", "5.1", "Modes.NORMAL.LeverageMin must be above 0 and at most LeverageMax")]
    public void Edit_WhatCannotBe_IsRefusedInWords(string path, string value, string expected) => Assert.Contains(
        expected, Assert.IsType<PolicyEdit.Refused>(PolicyEditor.Edit(Calm, [], Change(path, value), "ann", Now)).Why, StringComparison.Ordinal);

    [Fact]
    public void Edit_InAnEmergency_IsStillHeldToTheRanges() => Assert.IsType<PolicyEdit.Refused>(PolicyEditor.Edit(
        PolicyChanges.EnterEmergency(Calm, new(Guid.Empty, "loss", "DRAWDOWN", "monitor", Now)), [], Change("PriceCollar", "2"), "ann", Now));

    private static string? TextOf(TradingPolicy policy) => PolicyFields.Find("PriceCollar")!.TextOf(policy);

    private static PolicyChange.Set Change(params string[] pairs) => new(pairs.Chunk(2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal), "why");

    private static TradingPolicy Edit(TradingPolicy policy, DateTimeOffset? until, params string[] pairs) =>
        Assert.IsType<PolicyEdit.Made>(PolicyEditor.Edit(policy, [], Change(pairs) with { UntilUtc = until }, "ann", Now)).Next;
}
