using System.Diagnostics;
using System.Globalization;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Policy;

/// <summary>Another process on the same policy; see its Program.cs. Killed when disposed.</summary>
internal sealed class PolicyChild : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly List<string> _said = [];

    private PolicyChild(Process process) => _process = process;

    /// <param name="mode">edit, keep or listen.</param>
    /// <param name="store">sqlite:PATH or redis:CONNECTION.</param>
    /// <param name="account">In Redis.</param>
    public static PolicyChild Start(string mode, string store, string account)
    {
        var path = Path.Combine(AppContext.BaseDirectory.Replace("QuantumTrader.Integration", "QuantumTrader.PolicyChild", StringComparison.Ordinal), "QuantumTrader.PolicyChild.dll");
        var child = new PolicyChild(Process.Start(new ProcessStartInfo("dotnet", [path, mode, store, account]) { RedirectStandardOutput = true, RedirectStandardInput = true })!);
        child._process.OutputDataReceived += (_, line) => child.Note(line.Data);
        child._process.BeginOutputReadLine();
        return child;
    }

    public void Go() => _process.StandardInput.WriteLine("go");

    public async Task SaysAsync(string word)
    {
        await Poll.UntilAsync(() => !_process.HasExited || Said().Contains(word), Limit, "the child lives");
        await Poll.UntilAsync(() => Said().Contains(word), Limit, $"the child says {word}");
    }

    /// <summary>Everything so far.</summary>
    public string[] Said()
    {
        lock (_said)
        {
            return [.. _said];
        }
    }

    /// <summary>Each version that it went by, with when and whether it is an emergency.</summary>
    public Dictionary<long, (long Timestamp, bool IsEmergency)> Versions() => Said().Select(l => l.Split(' ')).Where(w => w.Length == 3).ToDictionary(
        w => long.Parse(w[0], CultureInfo.InvariantCulture), w => (long.Parse(w[1], CultureInfo.InvariantCulture), bool.Parse(w[2])));

    public Task WentByAsync(long version) => Poll.UntilAsync(() => Versions().Keys.Any(v => v >= version), Limit, $"the child goes by version {version}");

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        lock (_said)
        {
            _said.Add(line ?? "");
        }
    }
}
