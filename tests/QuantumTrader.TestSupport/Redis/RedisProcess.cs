using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace QuantumTrader.TestSupport.Redis;

/// <summary>The redis-server of this machine.</summary>
internal sealed class RedisProcess : IRedisHost
{
    private Process? _process;

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "redis-server")));

    public string? Ended => _process!.HasExited ? $"redis-server ended with exit code {_process.ExitCode}" : null;

    public void Start(int port, string directory, IReadOnlyList<string> settings)
    {
        _process?.Dispose();
        string[] arguments = ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", directory, "--daemonize", "no", .. settings];
        try
        {
            _process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("These tests need a Redis: install redis-server 7.0 or later, or start Docker.", e);
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public void Signal(RedisSignal signal)
    {
        if (_process is { HasExited: false })
        {
            _ = SendSignal(_process.Id, (int)signal);
            if (signal == RedisSignal.Kill)
            {
                _process.WaitForExit();
            }
        }
    }

    public void Dispose()
    {
        Signal(RedisSignal.Kill); // also ends a stopped one
        _process?.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
