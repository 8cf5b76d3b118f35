using System.Globalization;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>The policy of a store that was emptied, or fell back: see <see cref="PolicyRestoration"/>.</summary>
internal static class RedisPolicyLoss
{
    private const int AttemptsMax = 5;

    public static string NoCopy(RedisKeys keys) =>
        $"The shared store was emptied, and no host that claimed it had a copy of its policy; none is made up. Run 'redis claim --account {keys.Account}' on the host that led last, restore the store from a copy, or begin with the default limits: 'redis claim --account {keys.Account} --new-policy'.";

    /// <summary>
    /// Writes the copy where the store has lost it; returns what is in force afterwards. Throws what <see cref="RedisLink.IsAway"/> tells,
    /// after which it may have been written, and <see cref="PolicyUnavailableException"/> for a damaged policy.
    /// </summary>
    public static async Task<TradingPolicy> BringBackAsync(RedisLink link, PolicyCopy copy, TimeProvider time, CancellationToken stopping)
    {
        var keys = link.Keys;
        for (var i = 0; i < AttemptsMax; i++)
        {
            stopping.ThrowIfCancellationRequested();
            var found = await LookAsync(link);
            var current = CurrentOf(keys, found);
            long? broughtBack = long.TryParse(found.Text(0), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
            if (PolicyRestoration.Of(copy, link.Owner.Remembered ?? "", current, broughtBack, time.GetUtcNow()) is not { } restored)
            {
                return current!;
            }

            var written = await RedisPolicyScripts.BringBack.RunAsync(
                link, [keys.Policy, keys.PolicyHistory, keys.PolicyLost], [current is null ? "" : found.Text(2), restored.Version, PolicyJson.Write(restored), RedisPolicyChanges.ChannelOf(keys)]);
            if (written.Word == "OK")
            {
                return restored;
            }
        }

        throw new PolicyUnavailableException("The shared policy was not brought back: it kept changing. Read it again.");
    }

    /// <summary>What is there, and whether it is known that there was one and is gone.</summary>
    public static async Task<(TradingPolicy? Current, bool IsLost)> ReadAsync(RedisLink link)
    {
        var found = await LookAsync(link);
        return (CurrentOf(link.Keys, found), found.Text(0).Length > 0);
    }

    private static Task<StoreAnswer> LookAsync(RedisLink link) =>
        RedisPolicyScripts.ReadLost.RunAsync(link, [link.Keys.Policy, link.Keys.PolicyHistory, link.Keys.PolicyLost], []);

    private static TradingPolicy? CurrentOf(RedisKeys keys, StoreAnswer found)
    {
        try
        {
            return found.Word switch
            {
                "OK" => PolicyJson.Read(found.Text(2)),
                "ABSENT" => null,
                _ => throw new FormatException("Its version or document is missing while there is a history."),
            };
        }
        catch (FormatException e)
        {
            throw new PolicyUnavailableException($"The shared policy in {keys.Policy} is damaged, so that nothing can be brought back over it. {e.Message} Restore the store from a copy.", e);
        }
    }
}
