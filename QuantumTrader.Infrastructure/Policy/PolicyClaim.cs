using System.Globalization;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>What a claim does about the policy: an emptied database gets back what this host knows.</summary>
public static class PolicyClaim
{
    /// <summary>
    /// After the database was claimed, while no engine runs on the data directory. Throws <see cref="PolicyUnavailableException"/> when
    /// the policy on either side is damaged, and what <see cref="RedisLink.IsAway"/> tells when the store is away.
    /// </summary>
    /// <param name="link">Claimed.</param>
    /// <param name="dataDirectory">Whose copy counts.</param>
    /// <param name="mayBeNew">A person says that without any copy the default limits are right.</param>
    /// <param name="time">The clock.</param>
    /// <returns>In words for people.</returns>
    public static async Task<string> RunAsync(RedisLink link, string dataDirectory, bool mayBeNew, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (Copy(new PolicyCopyFile(dataDirectory)) is { } copy)
        {
            var policy = await RedisPolicyLoss.BringBackAsync(link, copy, time, CancellationToken.None);
            return string.Create(CultureInfo.InvariantCulture, $"version {policy.Version} of {policy.UpdatedBy}{(policy.EmergencyMode ? ", STOPPED" : "")}; this host knew version {copy.Policy.Version} of {copy.Policy.UpdatedBy}");
        }

        var (current, isLost) = await RedisPolicyLoss.ReadAsync(link);
        if (current is { } found)
        {
            return string.Create(CultureInfo.InvariantCulture, $"version {found.Version} of {found.UpdatedBy}{(found.EmergencyMode ? ", STOPPED" : "")}; this host had no copy");
        }

        if (mayBeNew)
        {
            await link.Database.KeyDeleteAsync(link.Keys.PolicyLost);
        }

        return mayBeNew || !isLost ? "none: whoever leads first writes the default limits" : RedisPolicyLoss.NoCopy(link.Keys);
    }

    private static PolicyCopy? Copy(PolicyCopyFile file)
    {
        try
        {
            return file.Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new PolicyUnavailableException(e.Message, e);
        }
    }
}
