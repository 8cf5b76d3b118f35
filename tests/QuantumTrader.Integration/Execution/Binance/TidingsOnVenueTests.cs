using QuantumTrader.FakeVenue.Faults;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Engine.Execution;
using static QuantumTrader.Integration.Execution.Binance.TradingOnVenue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>What the real engine tells of a real venue, from which it follows how often the two are compared.</summary>
public sealed class TidingsOnVenueTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Tidings_OfAVenueThatIsFollowed_AreQuietUntilItsStreamIsLost()
    {
        await using var test = await StartAsync();
        await test.HoldAsync();
        await test.UntilAsync(_ => IsQuiet(test), "it is followed and nothing is in doubt");
        Assert.True(PaceOf(test).IsSeldom(Told(test)));

        test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Unavailable503, Method = "POST", Path = "/fapi/v1/listenKey", Count = 0 });
        test.Host.ListenKeys.ExpireAll();

        await test.UntilAsync(_ => Told(test) is { FollowedSinceUtc: null }, "it is not followed");
        Assert.False(PaceOf(test).IsSeldom(Told(test)));
    }

    [Fact]
    public async Task Tidings_OfAnOrderWhoseAnswerWasLost_AreInDoubtAndNews()
    {
        await using var test = await StartAsync();
        await test.UntilAsync(_ => IsQuiet(test), "it is followed and nothing is in doubt");
        var before = Told(test);
        test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Unknown503, Method = "POST", Path = "/fapi/v1/order" });
        test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Unknown503, Method = "GET", Path = "/fapi/v1/order", Count = 0 });

        Assert.IsType<ExecutionResult.Unknown>((await test.EnterAsync()).Result);

        Assert.True(Told(test).IsInDoubt && Told(test).IsNews(before));
        Assert.False(PaceOf(test).IsSeldom(Told(test)));
    }

    [Fact]
    public async Task Tidings_WhileAStopAsks_LeaveTheVenueToItWhateverIsInDoubt()
    {
        await using var test = await StartAsync();
        await test.HoldAsync();
        var refused = test.Host.Faults.Add(new FaultRule { Kind = FaultKind.Error, Code = -2019, Method = "POST", Path = "/fapi/v1/order", Count = 0 });
        Assert.False(Told(test).IsStopping);

        await test.Engine.DoAsync(() => test.Engine.Engine.Emergency.ActivateAsync("MANUAL", "a test", "tester"));
        await Poll.UntilAsync(() => refused.Hits > 0, Limit, "the stop tries to close");

        var stopping = Told(test);
        Assert.True(stopping.IsStopping && PaceOf(test).IsSeldom(stopping with { IsInDoubt = true }));
        test.Host.Faults.Clear();
        await Poll.UntilAsync(() => !Told(test).IsStopping, Limit, "the stop is over");
        Assert.True(Told(test).IsNews(stopping));
    }

    private static bool IsQuiet(TradingOnVenue test) => Told(test) is { FollowedSinceUtc: not null, IsInDoubt: false, IsStopping: false };

    private static VenueTidings Told(TradingOnVenue test) => test.Engine.Live.Tidings;

    private static ReconcilePace PaceOf(TradingOnVenue test) => new(test.Engine.Live.Settings.Execution, TimeProvider.System);
}
