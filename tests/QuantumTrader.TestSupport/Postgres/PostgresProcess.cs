using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace QuantumTrader.TestSupport.Postgres;

/// <summary>The PostgreSQL of this machine. It refuses to run as root, so root runs it as another user.</summary>
internal sealed class PostgresProcess : IPostgresHost
{
    private const int SigQuit = 3; // PostgreSQL's "immediate shutdown": its helpers end with it
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);
    private static readonly string[] UnprivilegedUsers = ["postgres", "nobody"];
    private Process? _process;

    /// <summary>Where initdb and postgres are: in the PATH, or where Debian keeps them out of it; the newest version.</summary>
    public static string? Programs { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(d => Path.Combine(d, "bin")) : [])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    public string? Ended => _process!.HasExited ? $"postgres ended with exit code {_process.ExitCode}" : null;

    public void Start(int port, string directory, string password)
    {
        var programs = Programs ?? throw new InvalidOperationException("These tests need PostgreSQL: install the package postgresql, or start Docker.");
        var (data, secret) = (Path.Combine(directory, "data"), Path.Combine(directory, "password"));
        File.WriteAllText(secret, password);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "-R", User(), directory);
        }

        Run(Command([Path.Combine(programs, "initdb"), "-D", data, "-U", PostgresServer.User, "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", $"--pwfile={secret}", "--no-sync"]));
        // Durability is not what is tested; a small server starts faster.
        _process = Begin(Command([
            Path.Combine(programs, "postgres"), "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-h", "127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "shared_buffers=16MB",
        ]));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _ = SendSignal(_process.Id, SigQuit); // it took the place of the program that changed the user
            if (!_process.WaitForExit(EndLimit))
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process?.Dispose();
    }

    private static string[] Command(string[] command) =>
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={User()}", "--clear-groups", "--", .. command] : command;

    private static string User() =>
        UnprivilegedUsers.FirstOrDefault(user => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(user + ":", StringComparison.Ordinal)))
        ?? throw new InvalidOperationException("PostgreSQL does not run as root, and there is neither a user postgres nor nobody.");

    private static int Version(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static Process Begin(params string[] command) =>
        Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" })!;

    private static void Run(params string[] command)
    {
        using var process = Begin(command);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(command[0])} ended with exit code {process.ExitCode}: {output.Result} {error.Result}");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
