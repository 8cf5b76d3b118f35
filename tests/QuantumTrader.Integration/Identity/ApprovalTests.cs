using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Identity;

/// <summary>Approval by a second person.</summary>
public sealed class ApprovalTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private const string Summary = "reset emergency 7; drawdown from the present equity";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Caller Anna = Person("anna");
    private static readonly Caller Berta = Person("berta");

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approval_OfASecondPerson_IsGoodOnceAlsoForTwoAtOnce(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var asked = await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None);
        Assert.Equal((ApprovalState.Open, "anna", bench.Time.GetUtcNow() + new AccessOptions().ApprovalMax), (asked.State, asked.RequestedBy, asked.ExpiresAtUtc));
        Assert.Contains("not decided", await RedeemAsync(bench, asked.Id), StringComparison.Ordinal);

        Assert.Null(await bench.Approvals.DecideAsync(asked.Id, Berta, true, "looked at it", None));
        var both = await Task.WhenAll(RedeemAsync(bench, asked.Id), RedeemAsync(bench, asked.Id));

        Assert.Single(both, why => why is null);
        var row = Assert.Single(await bench.Approvals.ListAsync(10, None));
        Assert.Equal((ApprovalState.Used, "berta", "looked at it"), (row.State, row.DecidedBy, row.Note));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approval_OfTheOwnRequest_IsRefusedAlsoByAKeyOfTheSamePerson(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var asked = await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None);
        var key = Anna with { Kind = CallerKind.ApiKey, Name = "anna (k)", KeyId = new RandomIds().Next() };

        Assert.Contains("own request", await bench.Approvals.DecideAsync(asked.Id, Anna, true, "", None), StringComparison.Ordinal);
        Assert.Contains("own request", await bench.Approvals.DecideAsync(asked.Id, key, true, "", None), StringComparison.Ordinal);
        Assert.NotNull(await bench.Approvals.DecideAsync(asked.Id, Caller.OnHost("root"), true, "", None));
        Assert.NotNull(await RedeemAsync(bench, asked.Id));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approval_ForSomethingElseOrSomebodyElse_IsNotGoodAndNotUsedUp(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var asked = await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None);
        await bench.Approvals.DecideAsync(asked.Id, Berta, true, "", None);

        Assert.NotNull(await bench.Approvals.RedeemAsync(asked.Id, Anna, AccessAction.LoosenPolicy, Summary, None));
        Assert.NotNull(await bench.Approvals.RedeemAsync(asked.Id, Anna, AccessAction.ResetEmergency, Summary + " ", None));
        Assert.NotNull(await bench.Approvals.RedeemAsync(asked.Id, Berta, AccessAction.ResetEmergency, Summary, None));
        Assert.NotNull(await bench.Approvals.RedeemAsync(new RandomIds().Next(), Anna, AccessAction.ResetEmergency, Summary, None));
        Assert.Null(await RedeemAsync(bench, asked.Id));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approval_TooLate_NeitherDecidesNorAllows(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var (open, approved) = (await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None), await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None));
        await bench.Approvals.DecideAsync(approved.Id, Berta, true, "", None);
        bench.Time.Advance(new AccessOptions().ApprovalMax);

        Assert.Contains("expired", await bench.Approvals.DecideAsync(open.Id, Berta, true, "", None), StringComparison.Ordinal);
        Assert.Contains("expired", await RedeemAsync(bench, approved.Id), StringComparison.Ordinal);
        Assert.All(await bench.Approvals.ListAsync(10, None), row => Assert.Equal(ApprovalState.Expired, row.State));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approval_DecidedTwiceAtOnce_KeepsTheFirst(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var asked = await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None);

        var both = await Task.WhenAll(bench.Approvals.DecideAsync(asked.Id, Berta, true, "yes", None), bench.Approvals.DecideAsync(asked.Id, Person("clara"), false, "no", None));

        Assert.Single(both, why => why is null);
        var row = Assert.Single(await bench.Approvals.ListAsync(10, None));
        Assert.Equal(both[0] is null ? (ApprovalState.Approved, "berta") : (ApprovalState.Rejected, "clara"), (row.State, row.DecidedBy));
        Assert.Equal(both[0] is null, await RedeemAsync(bench, asked.Id) is null);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approval_Withdrawn_IsNeitherDecidedNorUsed(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var (open, approved) = (await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None), await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None));
        await bench.Approvals.DecideAsync(approved.Id, Berta, true, "", None);

        Assert.Null(await bench.Approvals.WithdrawAsync(open.Id, Anna, None));
        Assert.Null(await bench.Approvals.WithdrawAsync(approved.Id, Anna, None));

        Assert.Contains("withdrawn", await bench.Approvals.DecideAsync(open.Id, Berta, true, "", None), StringComparison.Ordinal);
        Assert.Contains("withdrawn", await RedeemAsync(bench, approved.Id), StringComparison.Ordinal);
        Assert.Contains("withdrawn", await bench.Approvals.WithdrawAsync(open.Id, Anna, None), StringComparison.Ordinal);
        Assert.All(await bench.Approvals.ListAsync(10, None), row => Assert.Equal(ApprovalState.Withdrawn, row.State));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approval_OfAnotherUsedOrTooLate_IsNotWithdrawn(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var (used, late) = (await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None), await bench.Approvals.RequestAsync(Anna, AccessAction.ResetEmergency, Summary, None));
        Assert.Contains("no such request of yours", await bench.Approvals.WithdrawAsync(used.Id, Berta, None), StringComparison.Ordinal);
        Assert.NotNull(await bench.Approvals.WithdrawAsync(used.Id, Caller.OnHost("root"), None));
        await bench.Approvals.DecideAsync(used.Id, Berta, true, "", None);
        Assert.Null(await RedeemAsync(bench, used.Id));

        Assert.Contains("used already", await bench.Approvals.WithdrawAsync(used.Id, Anna, None), StringComparison.Ordinal);
        bench.Time.Advance(new AccessOptions().ApprovalMax);
        Assert.Contains("expired already", await bench.Approvals.WithdrawAsync(late.Id, Anna, None), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task List_OpenOnesFirst_ThenTheNewest(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        async Task<Guid> AskAsync()
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            return (await bench.Approvals.RequestAsync(Anna, AccessAction.LoosenPolicy, Summary, None)).Id;
        }

        var (one, two, three, four) = (await AskAsync(), await AskAsync(), await AskAsync(), await AskAsync());
        await bench.Approvals.DecideAsync(two, Berta, false, "", None);
        await bench.Approvals.DecideAsync(four, Berta, true, "", None);

        Assert.Equal([three, one, four, two], (await bench.Approvals.ListAsync(10, None)).Select(a => a.Id));
        Assert.Equal(2, (await bench.Approvals.ListAsync(2, None)).Count);
    }

    private static Task<string?> RedeemAsync(ConsoleBench bench, Guid id) => bench.Approvals.RedeemAsync(id, Anna, AccessAction.ResetEmergency, Summary, None);

    private static Caller Person(string name) => new() { Kind = CallerKind.Person, Name = name, UserId = new RandomIds().Next(), Roles = Roles.Risk };
}
