using System.Globalization;
using System.Net.Sockets;

namespace QuantumTrader.TestSupport.Redis;

/// <summary>
/// A real Redis of the test's own, on a free loopback port and with a directory of its own, durable at every command: in a container
/// where an engine for containers answers, else the machine's redis-server. REDIS_TEST_HOST=process or =container decides otherwise.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private readonly IRedisHost _host = InContainer ? new RedisContainer() : new RedisProcess();
    private IReadOnlyList<string> _settings;

    private RedisServer(string[] settings) => (_settings, Port) = (settings, FreePort.Next());

    /// <summary>Why there is no Redis on this machine; null when there is, and always in CI, where tests must fail instead of being skipped.</summary>
    public static string? Missing { get; } =
        InContainer || RedisProcess.IsInstalled || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
            ? null
            : "No Redis: neither does an engine for containers answer nor is redis-server installed.";

    public int Port { get; }

    public string Directory => _folder.Path;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    private static bool InContainer => Environment.GetEnvironmentVariable("REDIS_TEST_HOST") switch
    {
        "process" => false,
        "container" => true,
        _ => RedisContainer.EngineAnswers,
    };

    /// <param name="settings">Further ones, such as <c>--maxmemory 10mb</c>; later ones win.</param>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        var server = new RedisServer(settings);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>After <see cref="Kill"/>: on the same port and directory.</summary>
    public Task StartAgainAsync() => StartAgainAsync([.. _settings]);

    /// <summary>The same with other further settings.</summary>
    public async Task StartAgainAsync(params string[] settings)
    {
        _settings = settings;
        _host.Start(Port, Directory, ["--save", "", "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction", .. settings]);
        await Poll.UntilAsync(Answers, StartLimit, "redis-server answers");
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _host.Signal(RedisSignal.Kill);

    /// <summary>SIGSTOP: connections stay open and nothing answers.</summary>
    public void Pause() => _host.Signal(RedisSignal.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => _host.Signal(RedisSignal.Continue);

    /// <summary>After <see cref="Kill"/>: what a crash of the machine takes from the end of the append-only file.</summary>
    public void CutAppendFile(long bytes)
    {
        var last = System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "appendonlydir"), "*.incr.aof").Order(StringComparer.Ordinal).Last();
        using var file = File.OpenWrite(last);
        file.SetLength(Math.Max(0, file.Length - bytes));
    }

    /// <summary>One command on a connection of its own; its answer as it came.</summary>
    public string Command(params string[] words) => RedisWire.Ask(Port, words);

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Answers()
    {
        if (_host.Ended is { } ended)
        {
            throw new InvalidOperationException(ended + ".");
        }

        try
        {
            var answer = Command("PING");
            return answer.StartsWith("+PONG", StringComparison.Ordinal) || answer.StartsWith("-NOAUTH", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

}
