using System.Security.Cryptography;
using System.Text;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>
/// One script of the shared store. It is sent by its hash, and whole when the server does not know it: a restart forgets scripts.
/// Each answer is a list that begins with a word, OK or why not. In a database that is not the one that the link works with it does
/// nothing and fails: between two probes another one may have come, or this one may have been emptied.
/// </summary>
internal sealed class StoreScript
{
    /// <summary>
    /// Whole numbers are compared as text, because Lua's own are binary fractions and exact only up to 2^53. A writer is fenced off
    /// when a later epoch was given out, when it never had one, and when nobody knows which was the last.
    /// </summary>
    private const string Common = """
        local owner, ours = table.remove(KEYS), table.remove(ARGV)
        if ours ~= '' and redis.call('GET', owner) ~= ours then return redis.error_reply('FOREIGN the owner key is not ours') end
        local function later(a, b) return #a > #b or (#a == #b and a > b) end
        local function whole(x) return x and string.match(x, '^%d+$') end
        local function fence(key, writer)
          local last = redis.call('GET', key)
          if not last then return {'EMPTY'} end
          if not whole(last) then return {'DAMAGED', key} end
          if writer == '0' or later(last, writer) then return {'FENCED', last} end
          return nil
        end

        """;

    private readonly string _text;
    private readonly byte[] _hash;

    public StoreScript(string body)
    {
        _text = Common + body;
#pragma warning disable CA5350 // The server names scripts by SHA-1; nothing is protected by it.
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(_text));
#pragma warning restore CA5350
    }

    /// <summary>Fails as the client does; see <see cref="RedisLink.IsAway"/>. After a time-out it may have run or may still run.</summary>
    public async Task<StoreAnswer> RunAsync(RedisLink link, RedisKey[] keys, RedisValue[] values)
    {
        RedisResult result;
        (keys, values) = ([.. keys, link.Keys.Owner], [.. values, link.Owner.Expected]);
        try
        {
            result = await link.Database.ScriptEvaluateAsync(_hash, keys, values);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            result = await link.Database.ScriptEvaluateAsync(_text, keys, values, CommandFlags.NoScriptCache);
        }

        return new StoreAnswer(result);
    }
}
