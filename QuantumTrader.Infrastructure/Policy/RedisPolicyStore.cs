using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// The policy in Redis. One script compares version, document and epoch and then writes policy and history. A write that enters
/// or keeps an emergency is never fenced: whoever sees the danger may stop the account. After a time-out the store is asked what
/// became of the write, for up to two time-outs of a command; a write whose outcome stayed unknown may be repeated as it was.
/// </summary>
public sealed class RedisPolicyStore(RedisLink link, ILease lease, TimeProvider? time = null) : IPolicyStore
{
    private const int AttemptsMax = 5;
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private volatile Attempt? _unknown; // the last write of which nobody knows whether it was made

    private RedisKeys Keys => link.Keys;

    public async Task<TradingPolicy?> ReadAsync(CancellationToken stopping) => (await CurrentAsync(stopping))?.Policy;

    public async Task<PolicyWriteResult> WriteAsync(TradingPolicy next, long basedOnVersion, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(next);
        var written = next with { Version = basedOnVersion + 1 };
        var attempt = new Attempt(written, PolicyJson.Write(written), basedOnVersion);
        for (var i = 0; i < AttemptsMax; i++)
        {
            var current = await CurrentAsync(stopping);
            if ((current?.Policy.Version ?? 0) != basedOnVersion)
            {
                return await WasMadeAsync(attempt, stopping) ? new PolicyWriteResult.Written(written) : Refused(current, basedOnVersion);
            }

            PolicyWriteGuard.ThrowIfRefused(current?.Policy, written);
            if (await TryWriteAsync(attempt, current?.Document ?? "", stopping))
            {
                return new PolicyWriteResult.Written(written);
            }
        }

        throw new PolicyUnavailableException($"The shared policy was not written: version {basedOnVersion} kept changing. Read it again.");
    }

    public async Task<IReadOnlyList<TradingPolicy>> ReadHistoryAsync(int take, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        stopping.ThrowIfCancellationRequested();
        if (take == 0)
        {
            return [];
        }

        var documents = await AskAsync("read", () => link.Database.SortedSetRangeByRankAsync(Keys.PolicyHistory, 0, take - 1, Order.Descending));
        return [.. documents.Select(d => Parse((string)d!, null))];
    }

    /// <summary>See <see cref="PolicyRestoration"/>. Returns what is in force afterwards.</summary>
    internal Task<TradingPolicy> BringBackAsync(PolicyCopy copy, CancellationToken stopping) =>
        AskAsync("brought back", () => RedisPolicyLoss.BringBackAsync(link, copy, _time, stopping));

    /// <summary>False when somebody was faster by a hair; then it is all judged again.</summary>
    private async Task<bool> TryWriteAsync(Attempt attempt, string basedOn, CancellationToken stopping)
    {
        StoreAnswer answer;
        try
        {
            stopping.ThrowIfCancellationRequested();
            answer = await RedisPolicyScripts.Write.RunAsync(link, [Keys.Epoch, Keys.Policy, Keys.PolicyHistory, Keys.PolicyLost], Values(attempt, basedOn));
        }
        catch (Exception e) when (RedisLink.IsAway(e) && e is not RedisServerException)
        {
            _unknown = attempt;
            return await FindOutAsync(attempt, e);
        }
        catch (RedisServerException e)
        {
            throw Unavailable("written", e);
        }

        return answer.Word switch
        {
            "OK" => true,
            "CHANGED" => false,
            "FENCED" => throw new PolicyFencedException($"The shared policy was not written: epoch {answer.Text(0)} leads now, and this process has {lease.Epoch}. Change it where the leader runs."),
            "LOST" => throw new PolicyUnavailableException(RedisPolicyLoss.NoCopy(Keys)),
            "EMPTY" => throw new PolicyFencedException($"The shared policy was not written: {Keys.Epoch} is missing, so nobody ever led here, or the store was emptied. The lease writes it."),
            _ => throw new PolicyUnavailableException($"The shared policy was not written: {answer.Text(0)} is not a whole number. Set it right by hand, or restore the store from a copy."),
        };
    }

    private RedisValue[] Values(Attempt attempt, string basedOn) =>
    [
        lease.Epoch, attempt.Policy.EmergencyMode ? 1 : 0, attempt.BasedOnVersion, basedOn,
        attempt.Policy.Version, attempt.Document, RedisPolicyChanges.ChannelOf(Keys),
    ];

    /// <summary>
    /// True: it was made. False: the store answers and has not got it. The write may still be on its way then, and that does no
    /// harm: it is compared when it arrives.
    /// </summary>
    private async Task<bool> FindOutAsync(Attempt attempt, Exception cause)
    {
        var from = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await WasMadeAsync(attempt, CancellationToken.None);
            }
            catch (PolicyUnavailableException)
            {
                if (_time.GetElapsedTime(from) >= link.Options.CommandTimeout * 2)
                {
                    throw Unavailable("written for certain, and may be all the same", cause);
                }

                await Task.Delay(AskAgain, _time, CancellationToken.None);
            }
        }
    }

    /// <summary>Only asked for the write whose outcome is unknown: two people may well write the same twice.</summary>
    private async Task<bool> WasMadeAsync(Attempt attempt, CancellationToken stopping)
    {
        if (_unknown != attempt)
        {
            return false;
        }

        stopping.ThrowIfCancellationRequested();
        var version = attempt.Policy.Version;
        var made = await AskAsync("read", () => link.Database.SortedSetRangeByScoreAsync(Keys.PolicyHistory, version, version));
        var found = made.Any(d => d == attempt.Document);
        if (found)
        {
            _unknown = null;
        }

        return found;
    }

    private static PolicyWriteResult.Conflict Refused(Stored? current, long basedOnVersion) =>
        current is null ? throw PolicyVersions.NothingStored(basedOnVersion) : new PolicyWriteResult.Conflict(current.Policy);

    private async Task<Stored?> CurrentAsync(CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var answer = await AskAsync("read", () => RedisPolicyScripts.Read.RunAsync(link, [Keys.Policy, Keys.PolicyHistory], []));
        return answer.Word switch
        {
            "OK" => new Stored(Parse(answer.Text(1), answer.Text(0)), answer.Text(1)),
            "ABSENT" => null,
            _ => throw new PolicyUnavailableException($"The shared policy {Keys.Policy} is damaged: its version or document is missing while {Keys.PolicyHistory} has versions. Restore the store from a copy; nothing is traded until it can be read."),
        };
    }

    private TradingPolicy Parse(string document, string? version)
    {
        try
        {
            var policy = PolicyJson.Read(document);
            return version is null || FormattableString.Invariant($"{policy.Version}") == version ? policy : throw new FormatException($"It says that it is version {policy.Version}, the store that it is {version}.");
        }
        catch (FormatException e)
        {
            throw new PolicyUnavailableException($"The shared policy in {(version is null ? Keys.PolicyHistory : Keys.Policy)} is damaged or from a newer program. {e.Message} Update this program or restore the store from a copy; nothing is traded until it can be read.", e);
        }
    }

    private async Task<T> AskAsync<T>(string done, Func<Task<T>> ask)
    {
        if (link.Health is { State: RedisState.Refused, Cause: var refusal })
        {
            throw new PolicyUnavailableException($"The shared policy could not be {done}: {refusal}");
        }

        try
        {
            return await ask();
        }
        catch (Exception e) when (RedisLink.IsAway(e))
        {
            throw Unavailable(done, e);
        }
    }

    private PolicyUnavailableException Unavailable(string done, Exception e) =>
        new($"The shared policy could not be {done}: {link.Describe(e)} Nothing is traded until it can; see docs/runbooks/policy-missing.md.", e);

    private sealed record Stored(TradingPolicy Policy, string Document);

    /// <summary>Two attempts are the same when they would write the same document over the same version.</summary>
    private sealed record Attempt(TradingPolicy Policy, string Document, long BasedOnVersion)
    {
        public bool Equals(Attempt? other) => other is not null && Document == other.Document && BasedOnVersion == other.BasedOnVersion;

        public override int GetHashCode() => HashCode.Combine(Document, BasedOnVersion);
    }
}
