namespace QuantumTrader.Infrastructure.Redis;

public enum RedisState
{
    /// <summary>Not asked yet.</summary>
    Unknown,

    /// <summary>Does not answer, or refuses writes.</summary>
    Away,

    /// <summary>Answers, but its settings or its content would lose or mix data; see the cause.</summary>
    Refused,

    /// <summary>Answered the last probe and may be written.</summary>
    Ready,
}
