using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Identity;

/// <summary>API keys, and what is left of them while the database is away.</summary>
public sealed class ApiKeyTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly AccessOptions Limits = new();

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Key_Created_GivesItsOwnersCaller(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Operator);
        var key = await bench.Keys.CreateAsync(anna, "watchdog", ApiScopes.EssActivate | ApiScopes.TradingRead, Day, None);
        await using var other = bench.Another();

        foreach (var keys in new[] { bench.Keys, other.Keys })
        {
            var good = Assert.IsType<ApiKeyCheck.Good>(await keys.CheckAsync(key.Text, "10.0.0.7", None));
            Assert.False(good.IsFromCache);
            Assert.Equal((CallerKind.ApiKey, "anna (watchdog)", anna.Id, Roles.Operator, ApiScopes.EssActivate | ApiScopes.TradingRead, key.Facts.Id, "10.0.0.7"),
                (good.Caller.Kind, good.Caller.Name, good.Caller.UserId!.Value, good.Caller.Roles, good.Caller.Scopes, good.Caller.KeyId!.Value, good.Caller.Address));
            Assert.Null(good.Caller.FreshAtUtc);
        }

        Assert.StartsWith("qt_", key.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text[^43..], key.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key.Text[^43..], (string)(await bench.ScalarAsync("SELECT \"SecretHash\" FROM api_keys"))!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Key_MalformedWrongOrUnknown_IsBad(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var key = await bench.Keys.CreateAsync(await bench.PersonAsync("anna", Roles.Operator), "k", ApiScopes.EssActivate, Day, None);
        var lastChanged = key.Text[..^1] + (key.Text[^1] == 'A' ? 'B' : 'A');
        var unknown = ApiKeyText.Of(new RandomIds().Next(), key.Text[^43..]);

        foreach (var text in new[] { null, "", "qt_", key.Text + "A", " " + key.Text, key.Text.ToUpperInvariant(), lastChanged, unknown, new string('x', 100_000) })
        {
            Assert.IsType<ApiKeyCheck.Bad>(await bench.Keys.CheckAsync(text, null, None));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Key_RevokedHere_IsBadAtOnceAndElsewhereWithinTheRecheck(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var key = await bench.Keys.CreateAsync(await bench.PersonAsync("anna", Roles.Operator), "k", ApiScopes.EssActivate, Day, None);
        await using var other = bench.Another();
        Assert.IsType<ApiKeyCheck.Good>(await other.Keys.CheckAsync(key.Text, null, None));

        Assert.True(await bench.Keys.RevokeAsync(key.Facts.Id, None));
        Assert.IsType<ApiKeyCheck.Bad>(await bench.Keys.CheckAsync(key.Text, null, None));
        other.Time.Advance(Limits.RecheckAfter);
        Assert.IsType<ApiKeyCheck.Bad>(await other.Keys.CheckAsync(key.Text, null, None));

        Assert.True(await bench.Keys.RevokeAsync(key.Facts.Id, None)); // again: still there, still revoked
        Assert.False(await bench.Keys.RevokeAsync(new RandomIds().Next(), None));
        Assert.Equal(bench.Time.GetUtcNow(), Assert.Single(await bench.Keys.ListAsync(None)).RevokedAtUtc);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Key_ExpiredOrItsOwnerDisabledOrDemoted_FollowsAtOnce(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Operator);
        var key = await bench.Keys.CreateAsync(anna, "k", ApiScopes.EssActivate, Day, None);

        await bench.Users.SetDisabledAsync(anna.Id, true, None);
        Assert.IsType<ApiKeyCheck.Bad>(await bench.Keys.CheckAsync(key.Text, null, None));
        await bench.Users.SetDisabledAsync(anna.Id, false, None);
        await bench.Users.SetRolesAsync(anna.Id, Roles.Viewer, None);
        Assert.Equal(Roles.Viewer, Assert.IsType<ApiKeyCheck.Good>(await bench.Keys.CheckAsync(key.Text, null, None)).Caller.Roles);

        bench.Time.Advance(Day - TimeSpan.FromSeconds(1));
        Assert.IsType<ApiKeyCheck.Good>(await bench.Keys.CheckAsync(key.Text, null, None));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<ApiKeyCheck.Bad>(await bench.Keys.CheckAsync(key.Text, null, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Database_Away_AKnownKeyIsGoodFromTheCacheAlsoAfterARestart(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var anna = await bench.PersonAsync("anna", Roles.Operator);
        var key = await bench.Keys.CreateAsync(anna, "k", ApiScopes.EssActivate, Day, None);
        var revoked = await bench.Keys.CreateAsync(anna, "revoked", ApiScopes.EssActivate, Day, None);
        await bench.Keys.RevokeAsync(revoked.Facts.Id, None);
        await bench.BreakAsync();
        bench.Time.Advance(Limits.RecheckAfter);
        await using var restarted = bench.Another();

        foreach (var keys in new[] { bench.Keys, restarted.Keys })
        {
            Assert.True(Assert.IsType<ApiKeyCheck.Good>(await keys.CheckAsync(key.Text, null, None)).IsFromCache);
            Assert.IsType<ApiKeyCheck.Unknown>(await keys.CheckAsync(revoked.Text, null, None));
        }

        restarted.Time.Advance(Day);
        Assert.IsType<ApiKeyCheck.Bad>(await restarted.Keys.CheckAsync(key.Text, null, None)); // expires all the same
        await bench.MendAsync();
        Assert.False(Assert.IsType<ApiKeyCheck.Good>(await bench.Keys.CheckAsync(key.Text, null, None)).IsFromCache);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Cache_EditedOrFromElsewhere_IsRefused(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var key = await bench.Keys.CreateAsync(await bench.PersonAsync("anna", Roles.Operator), "k", ApiScopes.EssActivate, Day, None);
        var path = Path.Combine(bench.Directory, "keys", "api-keys.cache");
        var written = await File.ReadAllBytesAsync(path);
        Assert.DoesNotContain("anna", System.Text.Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        await bench.BreakAsync();

        foreach (var edited in new byte[][] { [], [.. written.Select((b, i) => i == written.Length / 2 ? (byte)(b ^ 1) : b)], written[..^5], "[]"u8.ToArray() })
        {
            await File.WriteAllBytesAsync(path, edited);
            await using var restarted = bench.Another();
            Assert.IsType<ApiKeyCheck.Unknown>(await restarted.Keys.CheckAsync(key.Text, null, None));
        }

        await File.WriteAllBytesAsync(path, written);
        await using var whole = bench.Another();
        Assert.IsType<ApiKeyCheck.Good>(await whole.Keys.CheckAsync(key.Text, null, None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LastUse_IsShownAtOnceAndWrittenByUpkeepOnly(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var key = await bench.Keys.CreateAsync(await bench.PersonAsync("anna", Roles.Operator), "k", ApiScopes.EssActivate, Day, None);
        Assert.Null(Assert.Single(await bench.Keys.ListAsync(None)).LastUsedAtUtc);

        await bench.Keys.CheckAsync(key.Text, "10.0.0.7", None);
        Assert.Equal((bench.Time.GetUtcNow(), "10.0.0.7"), UseOf(Assert.Single(await bench.Keys.ListAsync(None))));
        Assert.Equal(DBNull.Value, await bench.ScalarAsync("SELECT \"LastUsedAtUtc\" FROM api_keys") ?? DBNull.Value);
        await bench.UpkeepAsync();

        await using var other = bench.Another();
        Assert.Equal((bench.Time.GetUtcNow(), "10.0.0.7"), UseOf(Assert.Single(await other.Keys.ListAsync(None))));
    }

    private static (DateTimeOffset?, string?) UseOf(ApiKeyFacts key) => (key.LastUsedAtUtc, key.LastUsedFrom);
}
