using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Web.Hosting;

/// <summary>What an attribute cannot check. No message ever holds a part of the connection string: it may carry a password.</summary>
internal sealed class ValidateRedisOptions(IConfiguration configuration) : IValidateOptions<RedisOptions>
{
    private const string Example = "such as 127.0.0.1:6379 or host:6380,ssl=true,user=engine,password=...";
    private static readonly string[] Acceptable = ["REDIS_EVICTION", "REDIS_NO_APPEND_FILE", "REDIS_FSYNC"];

    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            if (IsUsed(configuration))
            {
                failures.Add($"Redis:ConnectionString is missing, and Store:Provider is Redis: name the server, {Example}, or set Store:Provider to Embedded.");
            }
        }
        else if (!CanParse(options.ConnectionString))
        {
            failures.Add($"Redis:ConnectionString cannot be read (it is not shown, because it may hold a password); it must name a host and options that StackExchange.Redis knows, {Example}.");
        }

        failures.AddRange(CodesOf(options.Accept).Except(Acceptable).Select(code => $"Redis:Accept names '{code}', which cannot be accepted; it may name {string.Join(", ", Acceptable)}."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Whether the configured store is Redis.</summary>
    public static bool IsUsed(IConfiguration configuration) => string.Equals(configuration["Store:Provider"], "Redis", StringComparison.OrdinalIgnoreCase);

    private static string[] CodesOf(string accept) => accept.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool CanParse(string connectionString)
    {
        try
        {
            return ConfigurationOptions.Parse(connectionString, ignoreUnknown: false).EndPoints.Count > 0;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            return false; // Its message may repeat what stands in the string.
        }
    }
}
