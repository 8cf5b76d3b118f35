using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>What went wrong, in one line for people, with the remedy where there is one.</summary>
internal static class RedisFailure
{
    // Bounded; the first words of a server's refusal are a stable code.
    private static readonly (string Code, string Text)[] Refusals =
    [
        ("READONLY", "is a replica and takes no writes (READONLY): point Redis:ConnectionString to the primary."),
        ("LOADING", "is still reading its data (LOADING): wait."),
        ("MISCONF", "could not save its snapshot to its disk and takes no writes until it can (MISCONF): free or mend the disk of its 'dir', see its log, and let it try with BGSAVE."),
        ("OOM", "has reached its maxmemory (OOM): give it more memory."),
        ("NOREPLICAS", "has too few replicas for its min-replicas-to-write (NOREPLICAS)."),
        ("NOAUTH", "wants a password: add it to Redis:ConnectionString."),
        ("WRONGPASS", "does not accept user and password of Redis:ConnectionString."),
        ("NOPERM", "does not permit this user all commands that are needed (NOPERM): see its access list."),
        ("CLUSTERDOWN", "is a cluster that is down (CLUSTERDOWN)."),
        ("MASTERDOWN", "is a replica that has lost its primary (MASTERDOWN)."),
        ("FOREIGN", $"was emptied or is another database ({RedisCodes.Foreign}): see 'redis status'."),
        ("BUSY", "is busy with a script (BUSY)."),
    ];

    public static string Describe(Exception e, string servers, TimeSpan timeout) => e switch
    {
        RedisTimeoutException or TimeoutException => $"Redis at {servers} gave no answer within {timeout.TotalSeconds:0.###} s.",
        RedisServerException refusal => $"Redis at {servers} {TextOf(refusal.Message)}",
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => $"Redis at {servers} does not accept user and password of Redis:ConnectionString.",
        RedisConnectionException when RefusalWithin(e) is { } refusal => $"Redis at {servers} {TextOf(refusal)}",
        RedisConnectionException => $"There is no connection to Redis at {servers}: start the server, or correct Redis:ConnectionString.",
        ObjectDisposedException => $"The connection to Redis at {servers} was closed.",
        _ => $"Redis at {servers} failed: {OneLine(e.Message)}",
    };

    public static bool Says(Exception e, string code) => e is RedisServerException && e.Message.StartsWith(code, StringComparison.Ordinal);

    /// <summary>A connection that the server refused says so only in what caused it.</summary>
    private static string? RefusalWithin(Exception e)
    {
        for (var inner = e.InnerException; inner is not null; inner = inner.InnerException)
        {
            var at = Refusals.Select(r => PlaceOf(r.Code, inner.Message)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
            if (at >= 0)
            {
                return inner.Message[at..];
            }
        }

        return null;
    }

    // The client writes some codes with a colon behind them.
    private static int PlaceOf(string code, string message) =>
        Math.Max(message.IndexOf(code + ' ', StringComparison.Ordinal), message.IndexOf(code + ':', StringComparison.Ordinal));

    private static string TextOf(string message)
    {
        foreach (var (code, text) in Refusals)
        {
            if (message.StartsWith(code, StringComparison.Ordinal))
            {
                return text;
            }
        }

        return "refused: " + OneLine(message);
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
