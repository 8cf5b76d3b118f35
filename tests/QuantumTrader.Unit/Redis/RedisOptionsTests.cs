using System.ComponentModel.DataAnnotations;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Unit.Redis;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:6379")]
    [InlineData("host:6380,ssl=true,password=s3cret,defaultDatabase=2")]
    public void Validate_ReadableAddress_Passes(string text) => Assert.Null(ErrorOf(new RedisOptions { ConnectionString = text }));

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("password=s3cret")]
    [InlineData("host:6379,password=s3cret,rest=of-s3cret")]
    [InlineData("host:6379,ssl=perhaps,password=s3cret")]
    [InlineData("host:6379,connectTimeout=99999999999999,password=s3cret")]
    public void Validate_UnreadableAddress_FailsInOneLineWithoutThePassword(string? text)
    {
        var error = ErrorOf(new RedisOptions { ConnectionString = text });

        Assert.StartsWith("Redis:ConnectionString", error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error!);
    }

    [Fact]
    public void Validate_NoAddress_PassesWhenTheStoreIsNotUsed() => Assert.False(new ValidateRedisOptions(isUsed: false).Validate(null, new RedisOptions()).Failed);

    [Theory]
    [InlineData("", true)]
    [InlineData("REDIS_EVICTION, REDIS_FSYNC", true)]
    [InlineData("REDIS_NO_APPEND_FILE,REDIS_SETTINGS_UNKNOWN", true)]
    [InlineData("REDIS_FOREIGN", false)]
    [InlineData("REDIS_VERSION", false)]
    [InlineData("redis_fsync", false)]
    [InlineData("EVERYTHING", false)]
    public void Validate_Accept_TakesKnownCodesOnly(string accept, bool passes)
    {
        var error = ErrorOf(new RedisOptions { ConnectionString = "127.0.0.1:6379", Accept = accept });

        Assert.Equal(passes, error is null);
        Assert.True(passes || error!.StartsWith("Redis:Accept", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("main", true)]
    [InlineData("", false)]
    [InlineData("a}b", false)]
    [InlineData("a b", false)]
    public void Validate_Account_IsLettersDigitsAndDashes(string account, bool passes)
    {
        var options = new RedisOptions { ConnectionString = "127.0.0.1:6379", Account = account };

        Assert.Equal(passes, Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }

    private static string? ErrorOf(RedisOptions options) => new ValidateRedisOptions(isUsed: true).Validate(null, options) is { Failed: true } failed ? failed.FailureMessage : null;
}
