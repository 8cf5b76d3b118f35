using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QuantumTrader.Domain.Audit;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Integration.Commands;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Identity;

/// <summary>The command <c>users</c>, as a process beside an app that has the database open.</summary>
public sealed class UsersCommandTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Add_BesideTheRunningApp_PrintsALinkThatIsGoodAndLeavesARecord(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.PersonAsync("boss", Roles.Admin); // the app has its connection open
        bench.Time.WallOffset = TimeProvider.System.GetUtcNow() - bench.Time.GetUtcNow();
        var added = (await RunAsync(bench, "users", "add", "anna", "--roles", "operator,Risk", "--json")).AssertDone();

        using var json = JsonDocument.Parse(added.Output);
        var token = json.RootElement.GetProperty("token").GetString()!;
        Assert.EndsWith($"/link#{token}", json.RootElement.GetProperty("link").GetString(), StringComparison.Ordinal);
        var anna = (await bench.Users.FindByNameAsync("anna", None))!;
        Assert.Equal((Roles.Operator | Roles.Risk, false), (anna.Roles, anna.HasPassword));
        var link = await bench.Links.RedeemAsync(token, None);
        Assert.Equal((LinkPurpose.Password, anna.Id), (link!.Purpose, link.UserId!.Value));
        await AssertRecordsAsync(bench, token);

        (await RunAsync(bench, "users", "add", "ANNA", "--roles", "Viewer")).AssertRefused(1, "taken");
        var list = (await RunAsync(bench, "users", "list")).AssertDone().Output;
        Assert.Contains("anna", list, StringComparison.Ordinal);
        Assert.Contains("Operator, Risk", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_OfALostAdmin_PrintsALinkAndLeavesARecord()
    {
        await using var bench = await BenchAsync(ConsoleProvider.Sqlite);
        var boss = await bench.PersonAsync("boss", Roles.Admin);
        bench.Time.WallOffset = TimeProvider.System.GetUtcNow() - bench.Time.GetUtcNow();

        var recovered = (await RunAsync(bench, "users", "recover", "BOSS")).AssertDone();

        var token = recovered.Output.Split('#')[1][..Secrets.Length];
        Assert.Equal(boss.Id, (await bench.Links.PeekAsync(token, None))!.UserId);
        await AssertRecordsAsync(bench, token);
        (await RunAsync(bench, "users", "recover", "nobody")).AssertRefused(1, "no user nobody");
    }

    [Fact]
    public async Task Users_WrongArgumentsFolderOrSettings_AreRefusedInOneLine()
    {
        using var folder = new TempFolder();
        (await CommandProcess.RunAsync(folder.Path, "users", "list")).AssertRefused(1, folder.Path, "--data");
        (await CommandProcess.RunAsync(folder.Path, "users", "add", "anna")).AssertRefused(2, "--roles", "Viewer, Operator, Risk, Admin");
        (await CommandProcess.RunAsync(folder.Path, [("Console__Provider", "Postgres")], ["users", "list"])).AssertRefused(2, "Console:ConnectionString is empty");
    }

    private static Task<CommandProcess> RunAsync(ConsoleBench bench, params string[] args) =>
        CommandProcess.RunAsync(bench.Directory, bench.Options.Provider == ConsoleProvider.Sqlite ? [] : [("Console__Provider", "Postgres"), ("Console__ConnectionString", bench.Options.ConnectionString!)], args);

    private static async Task AssertRecordsAsync(ConsoleBench bench, string token)
    {
        var records = await bench.Database.RunAsync((context, ct) => context.Audit.AsNoTracking().OrderBy(r => r.Seq).ToListAsync(ct), None);
        Assert.Equal([AuditResult.Begun, AuditResult.Done], records.Select(r => r.Result));
        Assert.All(records, r => Assert.Equal(("Host", "users.manage"), (r.ActorKind, r.Action)));
        Assert.All(records, r => Assert.DoesNotContain(token, JsonSerializer.Serialize(r), StringComparison.Ordinal));
    }
}
