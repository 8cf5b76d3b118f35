using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Hosting;

namespace QuantumTrader.Web.Commands;

/// <summary><c>redis status</c> looks at the shared store; <c>redis claim</c> says that its database is this data directory's.</summary>
public static class RedisCommand
{
    private static readonly HashSet<string> Valued = ["data", "account"];
    private static readonly HashSet<string> Flags = ["json", "new-policy"];

    public static async Task<int> RunAsync(string[] args, TimeProvider time)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        var configuration = AppConfiguration.Read();
        if (ConfigurationCheck.ProblemsOf(configuration, RedisOptions.Section) is [var problem, ..])
        {
            return CommandLine.Fail(problem);
        }

        var options = configuration.GetSection(RedisOptions.Section).Get<RedisOptions>() ?? new RedisOptions();
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return CommandLine.Fail("Redis:ConnectionString is empty: no shared store is configured; set it to the server's address, such as 127.0.0.1:6379.");
        }

        var directory = AppConfiguration.DataDirectory(configuration, parsed.Value("data"));
        return parsed.Words switch
        {
            ["status"] => await StatusAsync(options, directory, parsed.Has("json"), time),
            ["claim"] => await ClaimAsync(options, directory, parsed, time),
            _ => CommandLine.Fail("redis needs one of status and claim."),
        };
    }

    private static async Task<int> StatusAsync(RedisOptions options, string directory, bool json, TimeProvider time)
    {
        var found = await RedisFindings.LookAsync(options, directory, time);
        new RedisReport(found, null).Print(json);
        return found.IsUsable ? CommandLine.Success : CommandLine.Failure;
    }

    private static async Task<int> ClaimAsync(RedisOptions options, string directory, Arguments parsed, TimeProvider time)
    {
        if (parsed.Value("account") != options.Account)
        {
            return CommandLine.Fail($"redis claim makes the configured database this data directory's for good: confirm it by the account's name, --account {options.Account}.");
        }

        // The lock: a running engine remembers its database and would not see that another one was claimed.
        var (lease, inUse) = await DataDirectoryLease.TryAcquireAsync(directory);
        if (lease is null)
        {
            return CommandLine.Fail(inUse!, CommandLine.Failure);
        }

        using (lease)
        {
            var found = await RedisFindings.LookAsync(options, directory, time);
            return found.State == "away" ? CommandLine.Fail($"{found.Cause} Nothing was claimed.", CommandLine.Failure)
                : await ClaimAsync(options, found, parsed, time);
        }
    }

    private static async Task<int> ClaimAsync(RedisOptions options, RedisFindings found, Arguments parsed, TimeProvider time)
    {
        await using var link = await RedisLink.OpenAsync(options, time, null, found.DataDirectory);
        try
        {
            var isOurs = found.OwnerInStore is { } known && known == found.OwnerRemembered;
            var owner = await RedisOwner.ClaimAsync(link);
            var done = isOurs ? "nothing: the database is this data directory's already"
                : $"claimed: owner {owner}, {(owner == found.OwnerInStore ? "taken over from the database as it is" : "written to the database, which had none")}";
            var policy = await PolicyClaim.RunAsync(link, found.DataDirectory, parsed.Has("new-policy"), time);
            new RedisReport(RedisFindings.Of(link.Health, options, found.DataDirectory, owner, (long)await link.Database.ExecuteAsync("DBSIZE")), done, policy).Print(parsed.Has("json"));
            return CommandLine.Success;
        }
        catch (PolicyUnavailableException e)
        {
            return CommandLine.Fail($"The database was claimed, but its policy was not looked after: {e.Message} Then repeat the claim.", CommandLine.Failure);
        }
        catch (InvalidOperationException e)
        {
            return CommandLine.Fail($"{e.Message} Nothing was claimed.", CommandLine.Failure);
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            return CommandLine.Fail($"{link.Describe(e)} Whether the claim was done is unknown; look with 'redis status' and repeat it, a repeated claim does no harm.", CommandLine.Failure);
        }
    }
}
