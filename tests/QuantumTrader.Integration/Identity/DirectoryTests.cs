using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Identity;

/// <summary>Users, their passwords and roles.</summary>
public sealed class DirectoryTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>The hash is nearly all of the time that a try takes.</summary>
    [Fact]
    public async Task Password_OfANameThatNobodyHas_CostsTheSameHashAsAWrongOne()
    {
        await using var bench = await BenchAsync(ConsoleProvider.Sqlite);
        await bench.PersonAsync("anna", Roles.Viewer);
        var disabled = await bench.PersonAsync("berta", Roles.Viewer);
        await bench.PersonAsync("clara", Roles.Admin);
        await bench.Users.SetDisabledAsync(disabled.Id, true, None);
        Assert.True((await bench.Users.CreateAsync("nopassword", Roles.Viewer, None)).User is not null);
        bench.Get<PasswordDesk>().Warm();
        _ = bench.Hasher.TakeAsked();

        Assert.Null(await bench.Users.CheckPasswordAsync("anna", "wrong", None));
        var wrong = bench.Hasher.TakeAsked();

        Assert.Single(wrong);
        foreach (var name in (string[])["nobody", "", new string('n', 10_000), "berta", "nopassword"])
        {
            Assert.Null(await bench.Users.CheckPasswordAsync(name, "wrong", None));
            Assert.Equal(wrong, bench.Hasher.TakeAsked());
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task User_Created_IsFoundWhateverTheCaseAndHasNoPassword(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        Assert.True(await bench.Users.IsEmptyAsync(None));

        var anna = (await bench.Users.CreateAsync("Anna.B", Roles.Operator | Roles.Risk, None)).User!;

        Assert.Equal(anna, await bench.Users.FindAsync(anna.Id, None));
        Assert.Equal(anna, await bench.Users.FindByNameAsync("aNNA.b", None));
        Assert.Equal([anna], await bench.Users.ListAsync(None));
        Assert.Equal((Roles.Operator | Roles.Risk, false, false, false, bench.Time.GetUtcNow()), (anna.Roles, anna.HasPassword, anna.HasTotp, anna.IsDisabled, anna.CreatedAtUtc));
        Assert.Null(await bench.Users.CheckPasswordAsync("Anna.B", "", None));
        Assert.True(await bench.Users.IsEmptyAsync(None)); // nobody can sign in yet
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task User_NameTakenInAnotherCase_IsRefused(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.Users.CreateAsync("anna", Roles.Viewer, None);

        var again = await bench.Users.CreateAsync("ANNA", Roles.Admin, None);

        Assert.Null(again.User);
        Assert.Contains("taken", again.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task User_TwoOfTheSameNameAtOnce_OneIsCreated(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);

        var both = await Task.WhenAll(bench.Users.CreateAsync("anna", Roles.Viewer, None), bench.Users.CreateAsync("anna", Roles.Viewer, None));

        Assert.Single(both, change => change.Refusal is null);
        Assert.Single(await bench.Users.ListAsync(None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Password_Set_IsGoodUntilAnotherIsSet(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Viewer);
        Assert.False(await bench.Users.IsEmptyAsync(None));
        Assert.Equal(anna, await bench.Users.CheckPasswordAsync("ANNA", ConsoleBench.Password, None));

        await bench.Users.SetPasswordAsync(anna.Id, "another 27 words here", None);

        Assert.Null(await bench.Users.CheckPasswordAsync("anna", ConsoleBench.Password, None));
        Assert.NotNull(await bench.Users.CheckPasswordAsync("anna", "another 27 words here", None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Password_WrongUnknownDisabledOrTooLong_AreAllTheSameNothing(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Viewer);

        Assert.Null(await bench.Users.CheckPasswordAsync("anna", ConsoleBench.Password + "x", None));
        Assert.Null(await bench.Users.CheckPasswordAsync("anna", new string('x', 10_000), None));
        Assert.Null(await bench.Users.CheckPasswordAsync("nobody", ConsoleBench.Password, None));
        Assert.Null(await bench.Users.CheckPasswordAsync(new string('n', 10_000), ConsoleBench.Password, None));
        await bench.Users.SetDisabledAsync(anna.Id, true, None);
        Assert.Null(await bench.Users.CheckPasswordAsync("anna", ConsoleBench.Password, None));
        await bench.Users.SetDisabledAsync(anna.Id, false, None);
        Assert.NotNull(await bench.Users.CheckPasswordAsync("anna", ConsoleBench.Password, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Password_Refused_ChangesNothing(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Viewer);

        var refused = await bench.Users.SetPasswordAsync(anna.Id, "short", None);

        Assert.NotNull(refused.Refusal);
        Assert.Equal(anna, refused.User);
        Assert.Equal(anna, await bench.Users.CheckPasswordAsync("anna", ConsoleBench.Password, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Stamp_PasswordRolesDisablingAndFactor_EachGiveAnother(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        List<string> stamps = [(await bench.Users.FindAsync(id, None))!.SecurityStamp];
        async Task NoteAsync(Task deed)
        {
            await deed;
            stamps.Add((await bench.Users.FindAsync(id, None))!.SecurityStamp);
        }

        await NoteAsync(bench.Users.SetPasswordAsync(id, "another 27 words here", None));
        await NoteAsync(bench.Users.SetRolesAsync(id, Roles.Risk, None));
        await NoteAsync(bench.Users.SetDisabledAsync(id, true, None));
        await NoteAsync(bench.Users.SetDisabledAsync(id, false, None));
        await NoteAsync(Factors.EnrolAsync(bench, id));
        await NoteAsync(bench.Users.RemoveTotpAsync(id, None));

        Assert.Equal(7, stamps.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LastAdmin_DemotedOrDisabled_IsRefused(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Admin | Roles.Risk);
        await bench.Users.CreateAsync("pending", Roles.Admin, None); // has no password: cannot help anybody
        var off = await bench.PersonAsync("off", Roles.Admin);
        Assert.Null((await bench.Users.SetDisabledAsync(off.Id, true, None)).Refusal);

        Assert.Contains("last enabled Admin", (await bench.Users.SetRolesAsync(anna.Id, Roles.Risk, None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("last enabled Admin", (await bench.Users.SetDisabledAsync(anna.Id, true, None)).Refusal, StringComparison.Ordinal);
        Assert.Equal(anna, await bench.Users.FindAsync(anna.Id, None));
        Assert.Null((await bench.Users.SetRolesAsync(anna.Id, Roles.Admin, None)).Refusal); // stays Admin

        await bench.PersonAsync("berta", Roles.Admin);
        Assert.Null((await bench.Users.SetRolesAsync(anna.Id, Roles.Viewer, None)).Refusal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TwoAdmins_DemotingEachOtherAtOnce_OneStays(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        for (var round = 0; round < 3; round++)
        {
            var (one, other) = (await bench.PersonAsync($"one{round}", Roles.Admin), await bench.PersonAsync($"other{round}", Roles.Admin));
            await Task.WhenAll(bench.Users.SetRolesAsync(one.Id, Roles.Viewer, None), bench.Users.SetDisabledAsync(other.Id, true, None));

            Assert.Single(await bench.Users.ListAsync(None), u => !u.IsDisabled && u.HasPassword && u.Roles.HasFlag(Roles.Admin));
            await bench.ExecuteAsync("DELETE FROM users"); // the next round begins anew
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Change_OfNobody_SaysSo(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var nobody = new RandomIds().Next();

        Assert.Contains("no such user", (await bench.Users.SetRolesAsync(nobody, Roles.Admin, None)).Refusal, StringComparison.Ordinal);
        Assert.Contains("no such user", (await bench.Users.SetPasswordAsync(nobody, ConsoleBench.Password, None)).Refusal, StringComparison.Ordinal);
        Assert.False(await bench.Users.CheckTotpAsync(nobody, "123456", None));
        Assert.False(await bench.Users.RedeemRecoveryCodeAsync(nobody, "aaaa", None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Directory_DatabaseBroken_ThrowsUnavailableAndNeverAnEmptyList(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.BreakAsync();

        await Assert.ThrowsAsync<ConsoleUnavailableException>(() => bench.Users.ListAsync(None));
        await Assert.ThrowsAsync<ConsoleUnavailableException>(() => bench.Users.IsEmptyAsync(None));
        await Assert.ThrowsAsync<ConsoleUnavailableException>(() => bench.Users.CheckPasswordAsync("anna", "x", None));
    }
}
