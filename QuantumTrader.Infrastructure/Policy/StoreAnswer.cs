using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>What a <see cref="StoreScript"/> said: a word, and what belongs to it.</summary>
internal readonly struct StoreAnswer(RedisResult result)
{
    public string Word => (string?)result[0] ?? "";

    /// <summary>How many follow the word.</summary>
    public int Count => result.Length - 1;

    /// <summary>The one at <paramref name="index"/> after the word.</summary>
    public RedisResult this[int index] => result[index + 1];

    public string Text(int index) => index < Count ? (string?)this[index] ?? "" : "";
}
