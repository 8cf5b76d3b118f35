using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Unit.Redis;

public sealed class RedisVerdictTests
{
    private static readonly RedisSettings Sound = new(new Version(7, 0, 15), "noeviction", "yes", "always");

    [Fact]
    public void Verdict_SoundSettings_PassWithoutWarning()
    {
        var verdict = RedisVerdict.Of(Sound, "");

        Assert.Null(verdict.Refusal);
        Assert.Empty(verdict.Warnings);
    }

    [Fact]
    public void Verdict_OldVersion_IsNeverAccepted() =>
        Assert.Contains("REDIS_VERSION", RedisVerdict.Of(Sound with { Version = new Version(6, 2, 14) }, "REDIS_VERSION").Refusal, StringComparison.Ordinal);

    [Fact]
    public void Verdict_TwoProblemsOneAccepted_IsRefusedForTheOther()
    {
        var verdict = RedisVerdict.Of(Sound with { EvictionPolicy = "allkeys-lru", AppendFsync = "no" }, "REDIS_FSYNC");

        Assert.Contains("REDIS_EVICTION", verdict.Refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("REDIS_FSYNC", verdict.Refusal, StringComparison.Ordinal);
        Assert.Contains("REDIS_FSYNC", Assert.Single(verdict.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_AnythingNotTold_IsUnknown()
    {
        RedisSettings[] partly = [Sound with { Version = null }, Sound with { EvictionPolicy = null }, Sound with { AppendOnly = null }, Sound with { AppendFsync = null }];

        Assert.All(partly, s => Assert.Contains("REDIS_SETTINGS_UNKNOWN", RedisVerdict.Of(s, "").Refusal, StringComparison.Ordinal));
    }
}
