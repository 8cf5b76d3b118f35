using QuantumTrader.TestSupport.Redis;

namespace QuantumTrader.Unit;

/// <summary>What the contracts' tests are marked with when they are compiled into this project: on a real Redis, or skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ContractFactAttribute : FactAttribute
{
    public ContractFactAttribute() => Skip = RedisServer.Missing;
}
