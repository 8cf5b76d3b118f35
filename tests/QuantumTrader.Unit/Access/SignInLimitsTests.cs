using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using QuantumTrader.Web.Access.Account;

namespace QuantumTrader.Unit.Access;

public sealed class SignInLimitsTests
{
    private readonly FakeTimeProvider _time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SignInLimits _limits;

    public SignInLimitsTests() => _limits = new(_time);

    [Fact]
    public void BruteForce_FiveWrongFromOneAddress_WaitsAMinuteThatDoublesToFifteen()
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.Null(Wrong("anna", "10.0.0.1"));
        }

        foreach (var minutes in new[] { 1, 2, 4, 8, 15, 15 })
        {
            Assert.Null(Wrong("anna", "10.0.0.1"));
            Assert.Equal(TimeSpan.FromMinutes(minutes), Wait("anna", "10.0.0.1"));
            _time.Advance(TimeSpan.FromMinutes(minutes));
        }
    }

    [Fact]
    public void BruteForce_FromOneAddress_LeavesTheUserFreeElsewhere()
    {
        Times(5, () => Wrong("anna", "10.0.0.1"));

        Assert.NotNull(Wait("anna", "10.0.0.1"));
        Assert.Null(Wait("anna", "10.0.0.2"));
        Assert.Null(Wait("bert", "10.0.0.1"));
    }

    [Fact]
    public void BruteForce_ManyAtOnce_CountBeforeTheyAreChecked()
    {
        var open = Enumerable.Range(0, 40).Select(_ => _limits.Begin("anna", "10.0.0.1")).Where(a => a.RetryAfter is null).ToArray();

        Assert.InRange(open.Length, 1, 4);
        Array.ForEach(open, a => a.Dispose());
        Assert.Null(Wait("anna", "10.0.0.1"));
    }

    [Fact]
    public void Spray_OneAddressOverManyUsers_IsStoppedAfterTwenty()
    {
        for (var i = 0; i < SignInLimits.PerAddressMax; i++)
        {
            Assert.Null(Wrong($"user{i.ToString(CultureInfo.InvariantCulture)}", "10.0.0.1"));
        }

        Assert.NotNull(Wait("anna", "10.0.0.1"));
        Assert.Null(Wait("anna", "10.0.0.2"));
        _time.Advance(SignInLimits.PerAddressSpan);
        Assert.Null(Wait("anna", "10.0.0.1"));
    }

    [Fact]
    public void Spray_WithinOneIpv6Network_IsOneAddress()
    {
        for (var i = 0; i < SignInLimits.PerAddressMax; i++)
        {
            Wrong($"user{i.ToString(CultureInfo.InvariantCulture)}", $"2001:db8:1:2::{i.ToString("x", CultureInfo.InvariantCulture)}");
        }

        Assert.NotNull(Wait("anna", "2001:db8:1:2:ffff::1"));
        Assert.Null(Wait("anna", "2001:db8:1:3::1"));
    }

    [Fact]
    public void BotNet_BeyondFiftyWrong_ServesOnlyWhereTheUserSignedInBefore()
    {
        Right("anna", "192.168.1.5");
        for (var i = 0; i < SignInLimits.PerUserMax; i++)
        {
            Assert.Null(Wrong("anna", $"10.0.1.{i.ToString(CultureInfo.InvariantCulture)}"));
        }

        Assert.NotNull(Wait("anna", "10.9.9.9"));
        Assert.Null(Wait("anna", "192.168.1.5"));
        Assert.Null(Wait("anna", "127.0.0.1"));
        _time.Advance(SignInLimits.PerUserSpan);
        Assert.Null(Wait("anna", "10.9.9.9"));
    }

    [Fact]
    public void RightPassword_AfterFourWrong_ForgivesThem()
    {
        Times(4, () => Wrong("anna", "10.0.0.1"));
        Right("Anna ", "10.0.0.1");
        Times(4, () => Wrong("anna", "10.0.0.1"));

        Assert.Null(Wait("anna", "10.0.0.1"));
    }

    [Fact]
    public void RightPasswordWithoutCode_ForgivesNothing()
    {
        Times(4, () => Wrong("anna", "10.0.0.1"));
        _limits.Begin("anna", "10.0.0.1").Dispose();
        Wrong("anna", "10.0.0.1");

        Assert.Equal(PairState.BlockFirst, Wait("anna", "10.0.0.1"));
    }

    [Fact]
    public void Table_MoreThanItHolds_LosesWhatWasUsedLongestAgo()
    {
        var table = new RecentTable<int, object>(3, () => new());
        var first = table.Use(1);
        table.Use(2);
        table.Use(3);
        Assert.Same(first, table.Use(1));
        table.Use(4);

        Assert.Equal(3, table.Count);
        Assert.True(table.Contains(1));
        Assert.False(table.Contains(2));
    }

    private static void Times(int count, Func<TimeSpan?> tried)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Null(tried());
        }
    }

    private TimeSpan? Wrong(string name, string address) => End(name, address, a => a.Wrong());

    private void Right(string name, string address) => End(name, address, a => a.Right());

    private TimeSpan? Wait(string name, string address) => End(name, address, a => a.Dispose());

    private TimeSpan? End(string name, string address, Action<SignInAttempt> end)
    {
        var attempt = _limits.Begin(name, address);
        end(attempt);
        return attempt.RetryAfter;
    }
}
