using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Identity;

/// <summary>When a session begins, holds and is over.</summary>
public sealed class SessionTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccessOptions Limits = new();

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Session_Started_GivesTheCallerAsTheDirectoryHasIt(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Operator | Roles.Risk);
        var session = await bench.Sessions.StartAsync(anna, true, "10.0.0.7", "agent", None);
        await using var other = bench.Another();

        foreach (var sessions in new[] { bench.Sessions, other.Sessions })
        {
            var caller = (await sessions.FindAsync(session.Id, "10.0.0.8", None))!;
            Assert.Equal((CallerKind.Person, "anna", anna.Id, Roles.Operator | Roles.Risk, session.Id, "10.0.0.8"), (caller.Kind, caller.Name, caller.UserId!.Value, caller.Roles, caller.SessionId!.Value, caller.Address));
            Assert.Equal((bench.Time.GetUtcNow(), true, false), (caller.FreshAtUtc, caller.IsFreshByTotp, caller.HasTotp));
            Assert.Null(caller.KeyId);
        }

        Assert.Equal(session, Assert.Single(await other.Sessions.ListAsync(anna.Id, None)));
        Assert.Equal(bench.Time.GetUtcNow(), (await bench.Users.FindAsync(anna.Id, None))!.LastSignInAtUtc);
        Assert.Null(await bench.Sessions.FindAsync(new RandomIds().Next(), null, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Session_Idle_IsOverAndATouchBeforeKeepsIt(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var session = await bench.Sessions.StartAsync(await bench.PersonAsync("anna", Roles.Viewer), false, null, null, None);

        bench.Time.Advance(Limits.IdleMax - TimeSpan.FromSeconds(1));
        Assert.True(await bench.Sessions.TouchAsync(session.Id, None));
        bench.Time.Advance(Limits.IdleMax - TimeSpan.FromSeconds(1));
        Assert.NotNull(await bench.Sessions.FindAsync(session.Id, null, None));
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));
        Assert.False(await bench.Sessions.TouchAsync(session.Id, None));
        Assert.Empty(await bench.Sessions.ListAsync(session.UserId, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Session_Busy_IsOverAtItsAbsoluteEnd(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var session = await bench.Sessions.StartAsync(await bench.PersonAsync("anna", Roles.Viewer), false, null, null, None);
        for (var at = TimeSpan.Zero; at < Limits.SessionMax - TimeSpan.FromMinutes(10); at += TimeSpan.FromMinutes(10))
        {
            bench.Time.Advance(TimeSpan.FromMinutes(10));
            Assert.True(await bench.Sessions.TouchAsync(session.Id, None), at.ToString());
        }

        bench.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));
    }

    /// <summary>An answer that stays among the questions would be given for ever: the session would soon look idle, and a disabled user alive.</summary>
    [Fact]
    public async Task Find_AskedAgainAndAgain_NeverGetsAnEarlierAnswer()
    {
        await using var bench = await BenchAsync(ConsoleProvider.Sqlite);
        var session = await bench.Sessions.StartAsync(await bench.PersonAsync("anna", Roles.Viewer), false, null, null, None);
        for (var at = TimeSpan.Zero; at < Limits.SessionMax - TimeSpan.FromMinutes(1); at += Limits.RecheckAfter)
        {
            bench.Time.Advance(Limits.RecheckAfter);
            Assert.True(await bench.Sessions.TouchAsync(session.Id, None), at.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Touch_Often_WritesOnceAMinute(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var session = await bench.Sessions.StartAsync(await bench.PersonAsync("anna", Roles.Viewer), false, null, null, None);
        async Task<long> SeenAsync() => (long)(await bench.ScalarAsync("SELECT \"LastSeenAtUtc\" FROM sessions"))!;
        var (begun, started) = (await SeenAsync(), bench.Time.GetUtcNow());

        for (var second = 0; second < 59; second += 1)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await bench.Sessions.TouchAsync(session.Id, None);
        }

        Assert.Equal(begun, await SeenAsync());
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.Sessions.TouchAsync(session.Id, None);
        Assert.Equal((started + TimeSpan.FromMinutes(1)).UtcTicks, await SeenAsync());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Session_EndedDisabledOrRestampedHere_IsOverAtOnce(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Viewer);
        Task<SessionFacts> StartAsync() => StartFreshAsync(bench, anna.Id);
        async Task IsOverAsync(SessionFacts session) => Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));

        var ended = await StartAsync();
        await bench.Sessions.EndAsync(ended.Id, None);
        await IsOverAsync(ended);

        var disabled = await StartAsync();
        await bench.Users.SetDisabledAsync(anna.Id, true, None);
        await IsOverAsync(disabled);
        await bench.Users.SetDisabledAsync(anna.Id, false, None);
        await IsOverAsync(disabled); // and stays over

        var demoted = await StartAsync();
        await bench.Users.SetRolesAsync(anna.Id, Roles.Operator, None);
        await IsOverAsync(demoted);

        var repassworded = await StartAsync();
        await bench.Users.SetPasswordAsync(anna.Id, "another 27 words here", None);
        await IsOverAsync(repassworded);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Session_UserDisabledByAnotherInstance_IsOverWithinTheRecheck(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await using var other = bench.Another();
        var anna = await bench.PersonAsync("anna", Roles.Viewer);
        var session = await bench.Sessions.StartAsync(anna, false, null, null, None);

        await other.Users.SetDisabledAsync(anna.Id, true, None);

        Assert.NotNull(await bench.Sessions.FindAsync(session.Id, null, None)); // remembered
        bench.Time.Advance(Limits.RecheckAfter);
        Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task EndAll_ButForOne_EndsTheOthersEverywhere(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await using var other = bench.Another();
        var anna = await bench.PersonAsync("anna", Roles.Viewer);
        var (kept, here, there) = (await StartFreshAsync(bench, anna.Id), await StartFreshAsync(bench, anna.Id), await StartFreshAsync(other, anna.Id));

        await bench.Sessions.EndAllAsync(anna.Id, kept.Id, None);
        other.Time.Advance(Limits.RecheckAfter);

        Assert.NotNull(await bench.Sessions.FindAsync(kept.Id, null, None));
        Assert.Null(await bench.Sessions.FindAsync(here.Id, null, None));
        Assert.Null(await bench.Sessions.FindAsync(there.Id, null, None));
        Assert.Null(await other.Sessions.FindAsync(there.Id, null, None));
        Assert.Equal([kept.Id], (await other.Sessions.ListAsync(anna.Id, None)).Select(s => s.Id));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Freshen_AfterAChangeOfPassword_KeepsThisSessionAndNoOther(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Viewer);
        var (mine, other) = (await StartFreshAsync(bench, anna.Id), await StartFreshAsync(bench, anna.Id));
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await bench.Users.SetPasswordAsync(anna.Id, "another 27 words here", None);

        await bench.Sessions.FreshenAsync(mine.Id, true, None);

        var caller = (await bench.Sessions.FindAsync(mine.Id, null, None))!;
        Assert.Equal((bench.Time.GetUtcNow(), true), (caller.FreshAtUtc, caller.IsFreshByTotp));
        Assert.Null(await bench.Sessions.FindAsync(other.Id, null, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Freshen_OfASessionThatIsOver_DoesNotReviveIt(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Viewer);
        var (ended, idle) = (await StartFreshAsync(bench, anna.Id), await StartFreshAsync(bench, anna.Id));
        await bench.Sessions.EndAsync(ended.Id, None);
        bench.Time.Advance(Limits.IdleMax);

        await bench.Sessions.FreshenAsync(ended.Id, true, None);
        await bench.Sessions.FreshenAsync(idle.Id, true, None);

        Assert.Null(await bench.Sessions.FindAsync(ended.Id, null, None));
        Assert.Null(await bench.Sessions.FindAsync(idle.Id, null, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Clock_SetBack_LengthensNoSession(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var session = await bench.Sessions.StartAsync(await bench.PersonAsync("anna", Roles.Viewer), true, null, null, None);
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Time.WallOffset = TimeSpan.FromHours(-3);

        var caller = (await bench.Sessions.FindAsync(session.Id, null, None))!;
        Assert.Equal(bench.Time.GetUtcNow() - TimeSpan.FromMinutes(10), caller.FreshAtUtc); // its age, by the clock that it is compared with
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));

        await using var restarted = bench.Another(); // three hours back, and remembers nothing
        Assert.Null(await restarted.Sessions.FindAsync(session.Id, null, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Database_Away_AKnownSessionHoldsARecheckAndThenOnlySeesAndStops(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Admin | Roles.Risk);
        var session = await bench.Sessions.StartAsync(anna, true, null, null, None);
        await bench.BreakAsync();

        bench.Time.Advance(Limits.RecheckAfter - TimeSpan.FromSeconds(1));
        Assert.Equal(Roles.Admin | Roles.Risk, (await bench.Sessions.FindAsync(session.Id, null, None))!.Roles);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Roles.Viewer | Roles.Operator, (await bench.Sessions.FindAsync(session.Id, null, None))!.Roles);
        bench.Time.Advance(Limits.IdleMax);
        Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));

        await bench.MendAsync();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Database_Away_AnEndHoldsHereAndIsWrittenLater(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await using var other = bench.Another();
        var session = await bench.Sessions.StartAsync(await bench.PersonAsync("anna", Roles.Viewer), true, null, null, None);
        await bench.ExecuteAsync("ALTER TABLE sessions RENAME TO sessions_away");

        await Assert.ThrowsAsync<ConsoleUnavailableException>(() => bench.Sessions.EndAsync(session.Id, None));
        Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));
        await bench.ExecuteAsync("ALTER TABLE sessions_away RENAME TO sessions");
        Assert.Null(await bench.Sessions.FindAsync(session.Id, null, None));
        await bench.UpkeepAsync();

        Assert.Null(await other.Sessions.FindAsync(session.Id, null, None));
    }

    private static async Task<SessionFacts> StartFreshAsync(ConsoleBench bench, Guid userId) =>
        await bench.Sessions.StartAsync((await bench.Users.FindAsync(userId, None))!, false, null, null, None);
}
