using System.Diagnostics;
using QuantumTrader.Integration.Hosting;

namespace QuantumTrader.Integration.Commands;

/// <summary>One command of the built app, run to its end in a process of its own.</summary>
/// <param name="ExitCode">0 when it was done.</param>
public sealed record CommandProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task<CommandProcess> RunAsync(string data, params string[] args) => RunAsync(data, [], args);

    public static Task<CommandProcess> RunAsync(string data, (string, string)[] settings, string[] args) => RunAsync(data, settings, args, input: null);

    /// <param name="input">On its standard input, which ends after it; null leaves it this process's.</param>
    public static async Task<CommandProcess> RunAsync(string data, (string, string)[] settings, string[] args, string? input)
    {
        var start = AppFiles.Start(data, settings, args);
        start.RedirectStandardInput = input is not null;
        using var process = Process.Start(start)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{string.Join(' ', args)}' did not end within {Limit.TotalSeconds:0} s. It wrote:\n{await output}\n{await error}");
        }

        return new(process.ExitCode, await output, await error);
    }

    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>It ended with that code and said one line on the error stream, which has every one of <paramref name="parts"/>.</summary>
    public CommandProcess AssertRefused(int exitCode, params string[] parts)
    {
        Assert.True(exitCode == ExitCode, $"Exit code {ExitCode}, not {exitCode}. It wrote:\n{Output}\n{Error}");
        var line = Assert.Single(ErrorLines);
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
        return this;
    }

    public CommandProcess AssertFailed(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"Exit code {ExitCode}, not {exitCode}. It wrote:\n{Output}\n{Error}");
        return this;
    }

    /// <summary>Whatever the reason, it did not claim to be done.</summary>
    public CommandProcess AssertNotDone()
    {
        Assert.True(ExitCode != 0 && ErrorLines.Length > 0, $"Exit code {ExitCode}. It wrote:\n{Output}\n{Error}");
        return this;
    }

    public CommandProcess AssertDone()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}. It wrote:\n{Output}\n{Error}");
        return this;
    }
}
