using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Identity;

/// <summary>One-time links.</summary>
public sealed class LinkTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Anna = new RandomIds().Next();

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Link_Redeemed_IsGoodOnceAlsoForTwoAtOnce(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await using var other = bench.Another();
        var token = await bench.Links.IssueAsync(LinkPurpose.Password, Anna, None);
        var expected = new OneTimeLink(LinkPurpose.Password, Anna, bench.Time.GetUtcNow() + new AccessOptions().LinkMax);
        Assert.Equal(expected, await bench.Links.PeekAsync(token, None));
        Assert.Equal(expected, await other.Links.PeekAsync(token, None));

        var both = await Task.WhenAll(bench.Links.RedeemAsync(token, None), other.Links.RedeemAsync(token, None));

        Assert.Equal(expected, Assert.Single(both, link => link is not null));
        Assert.Null(await bench.Links.PeekAsync(token, None));
        Assert.DoesNotContain(token, (string)(await bench.ScalarAsync("SELECT \"TokenHash\" FROM one_time_links"))!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Link_TooOldUnknownOrMalformed_IsNotGood(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var token = await bench.Links.IssueAsync(LinkPurpose.Setup, null, None);
        bench.Time.Advance(new AccessOptions().LinkMax - TimeSpan.FromSeconds(1));
        Assert.NotNull(await bench.Links.PeekAsync(token, None));
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        foreach (var text in new[] { token, null, "", token + "A", token[..^1] + '!', new string('x', 100_000) })
        {
            Assert.Null(await bench.Links.PeekAsync(text, None));
            Assert.Null(await bench.Links.RedeemAsync(text, None));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Link_IssuedAgain_EndsTheEarlierOfTheSamePersonAndPurposeOnly(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var setup = await bench.Links.IssueAsync(LinkPurpose.Setup, null, None);
        var (first, second) = (await bench.Links.IssueAsync(LinkPurpose.Password, Anna, None), await bench.Links.IssueAsync(LinkPurpose.Password, Anna, None));

        Assert.Null(await bench.Links.RedeemAsync(first, None));
        Assert.NotNull(await bench.Links.PeekAsync(second, None));
        Assert.NotNull(await bench.Links.PeekAsync(setup, None));
        var setupAgain = await bench.Links.IssueAsync(LinkPurpose.Setup, null, None);
        Assert.Null(await bench.Links.PeekAsync(setup, None));
        Assert.NotNull(await bench.Links.PeekAsync(setupAgain, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Link_ClockSetBackByARestart_IsNotGood(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var token = await bench.Links.IssueAsync(LinkPurpose.Password, Anna, None);
        await using var restarted = bench.Another(TimeSpan.FromHours(-5));

        Assert.Null(await restarted.Links.RedeemAsync(token, None));
    }
}
