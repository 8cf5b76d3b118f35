using System.Diagnostics;
using System.Globalization;

namespace QuantumTrader.Integration.Redis;

/// <summary>The app of the outage run, and what it acknowledged.</summary>
internal sealed class OutageProcess
{
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly Task _reading;
    private bool _hasDrained;

    public OutageProcess(string directory, string connectionString, int run, int rate)
    {
        var child = Path.Combine(AppContext.BaseDirectory.Replace("QuantumTrader.Integration", "QuantumTrader.OutageChild", StringComparison.Ordinal), "QuantumTrader.OutageChild.dll");
        string[] arguments = [child, directory, connectionString, run.ToString(CultureInfo.InvariantCulture), rate.ToString(CultureInfo.InvariantCulture)];
        _process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        _reading = ReadAsync();
    }

    public List<(long Sequence, Guid EventId)> Acknowledged { get; } = [];

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        Assert.False(_process.HasExited, "It ended by itself.");
        _process.Kill();
        await EndAsync();
        Assert.NotEmpty(Acknowledged);
    }

    /// <summary>Publishes no more, forwards what is left, and ends.</summary>
    public async Task FinishAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        try
        {
            await _reading.WaitAsync(FinishLimit);
        }
        finally
        {
            _process.Kill();
            await EndAsync();
        }

        Assert.True(_hasDrained, "It ended before everything was forwarded.");
    }

    private async Task EndAsync()
    {
        await _reading;
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _hasDrained |= line == "drained";
            // A line that the kill cut short is left out: nobody could have acted on it.
            if (line.Split(' ') is [var sequence, var id] && Guid.TryParseExact(id, "D", out var eventId))
            {
                Acknowledged.Add((long.Parse(sequence, CultureInfo.InvariantCulture), eventId));
            }
        }
    }
}
