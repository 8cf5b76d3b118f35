using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Execution;

namespace QuantumTrader.Integration.Emergency;

/// <summary>What a running stop has made durable so far, seen from outside: latch, record of the run, certificate, and what the paper venue did.</summary>
internal sealed class StopTrace(string data) : IAsyncDisposable
{
    private readonly LatchFile _latch = new(Path.Combine(data, "emergency"));
    private readonly SqlitePaperAccountStore _account = new(Path.Combine(data, "engine.db"), "main", TimeProvider.System);
    private string? _last;

    /// <summary>Durable steps seen since the first look.</summary>
    public int Steps { get; private set; }

    /// <summary>The last of them, for people.</summary>
    public string Step { get; private set; } = "";

    public EmergencyRecord? Record { get; private set; }

    public bool IsCertified { get; private set; }

    public async Task LookAsync()
    {
        Record = _latch.Read() is LatchFileRead.Latched { Record: var record } ? record : Record;
        IsCertified = Count("certificates") > 0;
        if (await _account.LoadAsync(CancellationToken.None) is not { } account)
        {
            return;
        }

        var seen = Describe(account);
        if (_last is not null && seen != _last)
        {
            (Steps, Step) = (Steps + 1, seen);
        }

        _last = seen;
    }

    public async ValueTask DisposeAsync()
    {
        _latch.Dispose();
        await _account.DisposeAsync();
    }

    private string Describe(PaperAccountState account)
    {
        var run = new FileInfo(Path.Combine(data, "emergency", "runs", $"{Record?.RunName}.jsonl"));
        return $"{Record?.RunState.ToString() ?? "not latched"}, attempt {Record?.LastAttempt ?? 0}, {(run.Exists ? run.Length : 0)} bytes of receipts, {account.OpenOrders.Count} orders open, {account.Fills.Count + account.FillsEvicted} fills{(IsCertified ? ", certified" : "")}";
    }

    private int Count(string folder) => Path.Combine(data, "emergency", folder) is var path && Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Length : 0;
}
