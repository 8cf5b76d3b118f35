using Microsoft.Extensions.Options;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>What the attributes cannot say.</summary>
/// <param name="isUsed">Whether the store is used at all; only then it needs an address.</param>
public sealed class ValidateRedisOptions(bool isUsed) : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = RedisVerdict.Codes(options.Accept).Where(c => !RedisCodes.Acceptable.Contains(c)).Select(Unknown).ToList();
        if ((isUsed || !string.IsNullOrWhiteSpace(options.ConnectionString)) && !RedisConnectionString.TryRead(options, out _, out var error))
        {
            errors.Add(error);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static string Unknown(string code) => code is RedisCodes.Version or RedisCodes.Foreign
        ? $"Redis:Accept names {code}, which cannot be accepted; it may name {string.Join(", ", RedisCodes.Acceptable)}."
        : $"Redis:Accept names '{code}', which is not known; it may name {string.Join(", ", RedisCodes.Acceptable)}.";
}
