namespace QuantumTrader.TestSupport.Redis;

/// <summary>With the numbers that Linux gives them.</summary>
internal enum RedisSignal
{
    Kill = 9,
    Continue = 18,
    Stop = 19,
}
