namespace QuantumTrader.Infrastructure.Redis;

/// <summary>How a server is set, for whoever looks before anything is taken: unlike a probe it writes nothing.</summary>
/// <param name="Refusal">Why it would be refused, with the remedy; null when it would be used.</param>
/// <param name="Warnings">The problems that <see cref="RedisOptions.Accept"/> accepts.</param>
public sealed record RedisLook(string? Refusal, IReadOnlyList<string> Warnings)
{
    /// <summary>Asks the server. Throws what <see cref="RedisLink.IsAway"/> tells when it is away.</summary>
    public static async Task<RedisLook> AtSettingsAsync(RedisLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        var verdict = RedisVerdict.Of(await RedisSettings.ReadAsync(link.Database), link.Options.Accept);
        return new(verdict.Refusal, verdict.Warnings);
    }
}
