using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Disk;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Events;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.Integration.Commands;
using QuantumTrader.Integration.Hosting;
using QuantumTrader.TestSupport;
using QuantumTrader.TestSupport.Identity;

namespace QuantumTrader.Integration.Emergency;

/// <summary>One of two hosts: a data directory of its own, the real app on it, and the command line beside it.</summary>
internal sealed class TwinHost(string name, Func<string> redis) : IAsyncDisposable
{
    private const int PeopleCount = 4; // each has one code that is good at any moment
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly TempFolder _data = new();
    private readonly Queue<(string Key, SecondFactorSeed Factor)> _risk = [];

    public string Name => name;

    public string Data => _data.Path;

    public AppProcess? App { get; private set; }

    private (string, string)[] Settings =>
    [
        ("Store__Provider", "Redis"), ("Redis__ConnectionString", redis()), ("Redis__LeaseDuration", "00:00:03"), ("Redis__CommandTimeout", "00:00:00.800"),
        ("Emergency__ReEntryStep", "00:00:00"), ("Policy__AgeMax", "00:00:02"),
    ];

    public async Task<AppProcess> StartAsync()
    {
        if (_risk.Count == 0)
        {
            await SeedAsync();
        }

        App = AppProcess.StartTrading(Data, Settings);
        return await App.StartedAsync();
    }

    public async Task KillAsync()
    {
        await App!.KillAsync();
        await App.DisposeAsync();
        App = null;
    }

    public async Task TerminateAsync()
    {
        Assert.Equal(0, (await App!.TerminateAsync()).ExitCode);
        await App.DisposeAsync();
        App = null;
    }

    public Task<CommandProcess> EssAsync(params string[] args) => CommandProcess.RunAsync(Data, Settings, ["ess", .. args]);

    public Task<CommandProcess> ActivateAsync(string reason) => EssAsync("activate", "--reason", reason);

    /// <summary>By a person with the role Risk; whoever did it last does not do it again.</summary>
    public async Task ResetAsync()
    {
        var (key, factor) = _risk.Dequeue();
        string[] reset = ["ess", "reset", "--peak", "rebase", "--confirm", "RESET", "--reason", "tested", "--url", App!.Url, "--code", factor.CodeAt(0)];
        (await CommandProcess.RunAsync(Data, [("QUANTUMTRADER_API_KEY", key)], reset)).AssertDone();
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", App!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public Task LeadsAsync() => App!.UntilAsync(h => h.GetProperty("lease").Text("role") == "leader", $"{name} leads");

    public Task StandsByAsync() => App!.UntilAsync(h => h.State("lease") == "lost" && h.GetProperty("lease").Text("role") == "standby", $"{name} stands by");

    public Task HoldsPositionAsync() => App!.StatusUntilAsync(s => s is { Latched: false, Positions: > 0 }, $"{name} holds a position");

    public Task<Web.Engine.Emergency.EmergencyStatus> FlatAsync() => App!.StatusUntilAsync(s => s is { Latched: true, RunState: EmergencyRunState.Flat, Positions: 0, LastRun: not null }, $"{name} is flat");

    public async Task<bool> IsLatchedAsync() => (await App!.StatusAsync())!.Latched;

    public LatchFileRead LatchFile()
    {
        using var file = new LatchFile(_data["emergency"]);
        return file.Read();
    }

    /// <summary>Legs that the paper account of this directory holds, as its own store has them.</summary>
    public async Task<int> PositionsAsync()
    {
        await using var store = new SqlitePaperAccountStore(_data["engine.db"], "main", TimeProvider.System);
        return (await store.LoadAsync(CancellationToken.None))!.Symbols.Sum(s => s.Legs.Count);
    }

    public StopCertificate Certificate()
    {
        using var archive = new StopArchive(PhysicalDisk.Instance, _data["emergency"]);
        return archive.ReadCertificate(archive.LastRuns(1).Single().Run)!;
    }

    public long LastSequence() => Lines(0).Last().Sequence;

    public IEnumerable<string> EventsAfter(long sequence, string type) => Lines(sequence).Where(l => l.Type == type).Select(l => l.Line);

    public async ValueTask DisposeAsync()
    {
        if (App is not null)
        {
            await App.DisposeAsync();
        }

        _data.Dispose();
    }

    public Task UntilAsync(Func<Task<bool>> condition, string what) => App!.UntilAsync(condition, Limit, what);

    private async Task SeedAsync()
    {
        await using var seed = await ConsoleSeed.OpenAsync(Data);
        for (var i = 0; i < PeopleCount; i++)
        {
            var person = await seed.PersonAsync($"rita-{i}", Roles.Risk);
            var factor = await seed.SecondFactorAsync(person);
            _risk.Enqueue(((await seed.KeyAsync(person, ApiScopes.EssReset)).Text, factor));
        }
    }

    private IEnumerable<(long Sequence, string Type, string Line)> Lines(long after)
    {
        foreach (var line in JournalTail.Read(_data["events"], 10_000))
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("seq").GetInt64() is var sequence && sequence > after)
            {
                yield return (sequence, json.RootElement.GetProperty("type").GetString()!, line);
            }
        }
    }
}
