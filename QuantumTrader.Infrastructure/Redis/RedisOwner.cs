using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Infrastructure.Disk;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Redis;

/// <summary>
/// Ties a data directory to one database: both hold the same <c>quantumtrader:account:id</c>. So a database that was emptied, swapped or
/// belongs to another application is told from the right one.
/// </summary>
public sealed class RedisOwner
{
    /// <summary>The file in the data directory.</summary>
    public const string FileName = "redis.owner";
    private const string Program = "quantumtrader";
    private readonly string? _file;
    private readonly RedisKeys _keys;
    private volatile string? _remembered;

    /// <param name="keys">Of the account.</param>
    /// <param name="dataDirectory">Where the value is remembered; null: as long as this object lives.</param>
    internal RedisOwner(RedisKeys keys, string? dataDirectory)
    {
        _keys = keys;
        _file = dataDirectory is null ? null : Path.Combine(dataDirectory, FileName);
        _remembered = _file is not null && File.Exists(_file) ? File.ReadAllText(_file).Trim() : null;
    }

    /// <summary>What the right database's owner key holds; null before one was seen.</summary>
    public string? Remembered => _remembered;

    /// <summary>What a script compares before it does anything; empty where nothing is to be compared: a link without a directory, before its probe.</summary>
    internal string Expected => _remembered ?? (_file is null ? "" : "not known yet");

    internal static bool IsOf(string account, string value) =>
        value.StartsWith($"{Program}:{account}:", StringComparison.Ordinal) && Guid.TryParse(value[(Program.Length + account.Length + 2)..], out _);

    /// <summary>
    /// Makes the link's database this data directory's, because a person says so: an owner of this account that is there is taken over,
    /// else a new one is written, and where this directory knew another it is noted that its policy is lost. Throws <see cref="InvalidOperationException"/> when the owner key was written by something else, and
    /// what <see cref="RedisLink.IsAway"/> tells when the store is away; nothing was claimed then.
    /// </summary>
    public static async Task<string> ClaimAsync(RedisLink link)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (link.Owner.Remembered is not null && !await link.Database.KeyExistsAsync(link.Keys.Owner, CommandFlags.DemandMaster))
        {
            await link.Database.StringSetAsync(link.Keys.PolicyLost, 0, null, When.NotExists); // first: whoever finds the owner finds it as well
        }

        var value = await link.Owner.WriteAsync(link.Database);
        await link.ProbeAsync();
        return value;
    }

    /// <summary>Judges the database, and takes it when it is new or of this account and nothing was remembered.</summary>
    /// <param name="database">To ask more of.</param>
    /// <param name="inStore">The owner key's value.</param>
    /// <returns>Why it is refused; null when it is ours.</returns>
    internal async Task<string?> JudgeAsync(IDatabase database, string? inStore)
    {
        var holdsKeys = inStore is null && _remembered is null && (long)await database.ExecuteAsync("DBSIZE", [], CommandFlags.DemandMaster) > 0;
        var finding = OwnerFinding.Of(_keys.Account, inStore, _remembered, holdsKeys);
        switch (finding.Verdict)
        {
            case OwnerVerdict.Adopt:
                await RememberAsync(inStore!);
                return null;
            case OwnerVerdict.ClaimFirst:
                await WriteAsync(database);
                return null;
            default:
                return finding.Cause;
        }
    }

    private async Task<string> WriteAsync(IDatabase database)
    {
        // The key first: after a crash in between, the next start finds it and adopts it.
        await database.StringSetAsync(_keys.Owner, $"{Program}:{_keys.Account}:{NewId()}", null, When.NotExists);
        var value = (string)(await database.StringGetAsync(_keys.Owner, CommandFlags.DemandMaster))!;
        if (!IsOf(_keys.Account, value))
        {
            throw new InvalidOperationException($"{RedisCodes.Foreign}: the key {_keys.Owner} was written by something else; use a database of its own for this account.");
        }

        await RememberAsync(value);
        return value;
    }

    private async Task RememberAsync(string value)
    {
        if (_file is not null)
        {
            await DurableFile.ReplaceAsync(_file, Encoding.UTF8.GetBytes(value + "\n"));
        }

        _remembered = value;
    }

    /// <summary>Two databases must never get the same id, so no seed may be behind it.</summary>
    private static Guid NewId() => new(RandomNumberGenerator.GetBytes(16));
}
