using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Testcontainers.Redis;

namespace QuantumTrader.TestSupport.Redis;

/// <summary>
/// A redis-server in a container, with its directory on this machine, so that a test can damage its files. Each start is a container of
/// its own: a container cannot be given other settings.
/// </summary>
internal sealed class RedisContainer : IRedisHost
{
    private const string Image = "redis:7.4-alpine";
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(2);
    private static readonly Lazy<bool> Answers = new(() => Docker(AskLimit, "version", "--format", "{{.Server.Version}}"));
    private DotNet.Testcontainers.Containers.IContainer? _container;

    /// <summary>A client alone is not enough: the engine is really asked, once.</summary>
    public static bool EngineAnswers => Answers.Value;

    public string? Ended => _container!.State is TestcontainersStates.Exited or TestcontainersStates.Dead ? $"the container ended: {_container.State}" : null;

    public void Start(int port, string directory, IReadOnlyList<string> settings)
    {
        Remove();
        var user = string.Create(CultureInfo.InvariantCulture, $"{UserId()}:{GroupId()}"); // so that the files stay ours
        _container = new RedisBuilder(Image)
            .WithPortBinding(port, RedisBuilder.RedisPort)
            .WithBindMount(directory, "/data")
            .WithCreateParameterModifier(p => p.User = user)
            .WithEntrypoint("redis-server")
            .WithCommand(["--dir", "/data", "--protected-mode", "no", .. settings])
            .WithWaitStrategy(Wait.ForUnixContainer())
            .Build();
        _container.StartAsync().GetAwaiter().GetResult();
    }

    public void Signal(RedisSignal signal)
    {
        var name = signal switch { RedisSignal.Kill => "KILL", RedisSignal.Stop => "STOP", _ => "CONT" };
        if (!Docker(TimeSpan.FromSeconds(20), "kill", "--signal", name, _container!.Id))
        {
            throw new InvalidOperationException($"docker kill --signal {name} failed.");
        }
    }

    public void Dispose() => Remove();

    private void Remove()
    {
        _container?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _container = null;
    }

    private static bool Docker(TimeSpan limit, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (process.WaitForExit(limit))
            {
                return process.ExitCode == 0;
            }

            process.Kill();
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no client
        }
    }

    [DllImport("libc", EntryPoint = "getuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint UserId();

    [DllImport("libc", EntryPoint = "getgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GroupId();
}
