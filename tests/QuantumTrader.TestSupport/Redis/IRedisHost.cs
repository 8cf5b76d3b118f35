namespace QuantumTrader.TestSupport.Redis;

/// <summary>What runs a redis-server: a process or a container.</summary>
internal interface IRedisHost : IDisposable
{
    /// <summary>Null while it runs; else how it ended.</summary>
    string? Ended { get; }

    /// <param name="port">On the loopback.</param>
    /// <param name="directory">Of the server's files; kept from start to start.</param>
    /// <param name="settings">As on redis-server's command line.</param>
    void Start(int port, string directory, IReadOnlyList<string> settings);

    /// <summary>Returns when it ended, if it was SIGKILL.</summary>
    void Signal(RedisSignal signal);
}
