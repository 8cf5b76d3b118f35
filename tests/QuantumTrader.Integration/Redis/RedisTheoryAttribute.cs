using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Integration.Redis;

/// <summary>As <see cref="RedisFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisTheoryAttribute : TheoryAttribute
{
    public RedisTheoryAttribute() => Skip = RedisServer.Missing;
}
