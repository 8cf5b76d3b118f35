using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Identity;

/// <summary>The second factor and its recovery codes.</summary>
public sealed class FactorTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Totp_BegunButNotConfirmed_DoesNotHold(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        var enrolment = await bench.Users.BeginTotpAsync(id, None);

        Assert.Contains($"otpauth://totp/QuantumTrader:anna?secret={enrolment.Secret}&", enrolment.Uri, StringComparison.Ordinal);
        Assert.Null(await bench.Users.ConfirmTotpAsync(id, "000000", None));
        Assert.False(await bench.Users.CheckTotpAsync(id, Factors.Code(enrolment.Secret, bench.Time.GetUtcNow()), None));
        Assert.False((await bench.Users.FindAsync(id, None))!.HasTotp);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Totp_NewSecretBegun_TheOldHoldsUntilItIsConfirmed(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        var (old, oldRecovery) = await Factors.EnrolAsync(bench, id);
        var secret = (await bench.Users.BeginTotpAsync(id, None)).Secret;

        bench.Time.Advance(Step);
        Assert.True(await bench.Users.CheckTotpAsync(id, Factors.Code(old, bench.Time.GetUtcNow()), None));
        bench.Time.Advance(Step);
        Assert.NotNull(await bench.Users.ConfirmTotpAsync(id, Factors.Code(secret, bench.Time.GetUtcNow()), None));

        bench.Time.Advance(Step);
        Assert.False(await bench.Users.CheckTotpAsync(id, Factors.Code(old, bench.Time.GetUtcNow()), None));
        Assert.True(await bench.Users.CheckTotpAsync(id, Factors.Code(secret, bench.Time.GetUtcNow()), None));
        Assert.False(await bench.Users.RedeemRecoveryCodeAsync(id, oldRecovery[0], None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TotpCode_OneStepEitherSide_IsGoodAndTwoAreNot(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        var (secret, _) = await Factors.EnrolAsync(bench, id);
        bench.Time.Advance(Step * 10);
        Task<bool> CheckAsync(int steps) => bench.Users.CheckTotpAsync(id, Factors.Code(secret, bench.Time.GetUtcNow() + (Step * steps)), None);

        Assert.False(await CheckAsync(-2));
        Assert.False(await CheckAsync(2));
        Assert.True(await CheckAsync(-1));
        Assert.True(await CheckAsync(0));
        Assert.True(await CheckAsync(1));
        Assert.False(await CheckAsync(0)); // older than the last that was accepted
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TotpCode_ShownAgainOrTwiceAtOnce_IsGoodOnce(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await using var otherInstance = bench.Another();
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        var (secret, _) = await Factors.EnrolAsync(bench, id);
        Assert.False(await bench.Users.CheckTotpAsync(id, Factors.Code(secret, bench.Time.GetUtcNow()), None)); // it was used to confirm

        for (var round = 0; round < 3; round++)
        {
            bench.Time.Advance(Step);
            otherInstance.Time.Advance(Step);
            var code = Factors.Code(secret, bench.Time.GetUtcNow());
            var all = await Task.WhenAll(bench.Users.CheckTotpAsync(id, code, None), otherInstance.Users.CheckTotpAsync(id, code, None), bench.Users.CheckTotpAsync(id, code, None));
            Assert.Single(all, isGood => isGood);
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task RecoveryCode_ShownAgainOrTwiceAtOnce_IsGoodOnce(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        var (_, recovery) = await Factors.EnrolAsync(bench, id);
        Assert.Equal((10, 10), (recovery.Distinct().Count(), await bench.Users.CountRecoveryCodesAsync(id, None)));

        var typed = recovery[3].ToUpperInvariant().Replace('-', ' ');
        var both = await Task.WhenAll(bench.Users.RedeemRecoveryCodeAsync(id, typed, None), bench.Users.RedeemRecoveryCodeAsync(id, typed, None));

        Assert.Single(both, isGood => isGood);
        Assert.False(await bench.Users.RedeemRecoveryCodeAsync(id, recovery[3], None));
        Assert.Equal(9, await bench.Users.CountRecoveryCodesAsync(id, None));
        Assert.True(await bench.Users.RedeemRecoveryCodeAsync(id, recovery[4], None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Totp_Removed_NeitherCodeNorRecoveryIsGood(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        var (secret, recovery) = await Factors.EnrolAsync(bench, id);

        await bench.Users.RemoveTotpAsync(id, None);

        bench.Time.Advance(Step);
        Assert.False((await bench.Users.FindAsync(id, None))!.HasTotp);
        Assert.False(await bench.Users.CheckTotpAsync(id, Factors.Code(secret, bench.Time.GetUtcNow()), None));
        Assert.False(await bench.Users.RedeemRecoveryCodeAsync(id, recovery[0], None));
        Assert.Equal(0, await bench.Users.CountRecoveryCodesAsync(id, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Secrets_InTheDatabase_AreNeitherPlainNorReadableWithAnotherKeyRing(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var id = (await bench.PersonAsync("anna", Roles.Viewer)).Id;
        var (secret, recovery) = await Factors.EnrolAsync(bench, id);
        var stored = (string)(await bench.ScalarAsync(provider == ConsoleProvider.Postgres ? "SELECT string_agg(\"Value\", ' ') FROM user_tokens" : "SELECT group_concat(Value, ' ') FROM user_tokens"))!;

        Assert.NotEmpty(stored);
        Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase);
        Assert.All(recovery, code => Assert.DoesNotContain(code, stored, StringComparison.OrdinalIgnoreCase));

        Directory.Delete(Path.Combine(bench.Directory, "keys"), recursive: true);
        await using var restarted = bench.Another(TimeSpan.FromMinutes(1));
        Assert.False(await restarted.Users.CheckTotpAsync(id, Factors.Code(secret, restarted.Time.GetUtcNow()), None));
        Assert.True(await restarted.Users.RedeemRecoveryCodeAsync(id, recovery[0], None)); // the way out
    }
}
