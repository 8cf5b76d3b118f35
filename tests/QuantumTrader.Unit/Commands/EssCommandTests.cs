using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Unit.Commands;

/// <summary>Who and why, as the command line takes them into the latch.</summary>
public sealed class EssCommandTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("  it looks wrong \n", "it looks wrong")]
    [InlineData("one\r\ntwo", "one\\u000D\\u000Atwo")]
    [InlineData("red\u001b[31m\u0007", "red\\u001B[31m\\u0007")]
    [InlineData("left\u202Eright\u2028next", "left\\u202Eright\\u2028next")]
    [InlineData(null, "No reason given.")]
    [InlineData("", "No reason given.")]
    [InlineData(" \t\r\n ", "No reason given.")]
    public void Reason_OfAnyKind_IsOneHarmlessLine(string? given, string kept) => Assert.Equal(kept, EssCommand.LatchOf("me", given, Now).Reason);

    [Theory]
    [InlineData(" anna ", "anna")]
    [InlineData("an\nna\u001b[2J", "an\\u000Ana\\u001B[2J")]
    public void Name_OfAnyKind_IsOneHarmlessLine(string given, string kept) => Assert.Equal(kept, EssCommand.LatchOf(given, "why", Now).ActivatedBy);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    public void Name_NotGiven_IsThatOfTheUser(string? given) => Assert.EndsWith("(command line)", EssCommand.LatchOf(given, "why", Now).ActivatedBy, StringComparison.Ordinal);

    [Fact]
    public void Texts_OverLong_AreCutAndSayThatTheyAre()
    {
        var latch = EssCommand.LatchOf(new string('n', 5_000), string.Concat(Enumerable.Repeat("\u001b", 5_000)), Now);

        Assert.Equal((64, '…'), (latch.ActivatedBy.Length, latch.ActivatedBy[^1]));
        Assert.InRange(latch.Reason.Length, 1, TradingControl.ReasonLengthMax);
        Assert.EndsWith("\\u001B…", latch.Reason, StringComparison.Ordinal);
        Assert.Equal((TriggerCodes.CommandLine, Now), (latch.Trigger, latch.ActivatedAtUtc));
    }
}
