using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Emergency.Triggers;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Unit.Commands;

public sealed class FreshStartTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] OfUsers = ["binance.secrets", "console.db", "console.db-shm", "console.db-wal", "keys/key-1.xml"];
    private readonly TempFolder _folder = new();

    private string Data => _folder["data"];

    [Fact]
    public async Task MoveAside_WithoutMore_KeepsUsersAndKeysInPlace()
    {
        Fill();

        var aside = (await FreshStart.MoveAsideAsync(Data, Now))!;

        Assert.Equal(OfUsers, Files(Data));
        Assert.Equal(["engine.db", "events/1.jsonl"], Files(aside));
        Assert.Equal("of console.db-wal", File.ReadAllText(Path.Combine(Data, "console.db-wal")));
    }

    [Fact]
    public async Task MoveAside_UsersToo_MovesEverything()
    {
        Fill();

        var aside = (await FreshStart.MoveAsideAsync(Data, Now, keepUsers: false))!;

        Assert.False(Directory.Exists(Data));
        Assert.Equal([.. OfUsers.Append("engine.db").Append("events/1.jsonl").Order(StringComparer.Ordinal)], Files(aside));
    }

    [Fact]
    public async Task MoveAside_TwiceInASecond_KeepsBoth()
    {
        Fill();
        var first = (await FreshStart.MoveAsideAsync(Data, Now))!;
        var second = (await FreshStart.MoveAsideAsync(Data, Now))!;

        Assert.NotEqual(first, second);
        Assert.Equal(OfUsers, Files(Data));
        Assert.Empty(Files(second));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task MoveAside_WhileStopped_KeepsTheStop(bool isReadable, bool keepUsers)
    {
        Fill();
        await StopAsync();
        if (!isReadable)
        {
            await File.WriteAllTextAsync(Path.Combine(Data, "emergency", "latch.json"), "{");
        }

        await FreshStart.MoveAsideAsync(Data, Now, keepUsers);

        using var kept = new LatchFile(Path.Combine(Data, "emergency"));
        Assert.Equal(isReadable, kept.Read() is LatchFileRead.Latched { Record.Latch.Reason: "the test stops" });
        Assert.Equal(!isReadable, kept.Read() is LatchFileRead.Unreadable);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MoveAside_StopHeldByThePolicyAlone_KeepsTheStop(bool isFileClear)
    {
        Fill();
        var emergencyId = new SeededIds(2).Next();
        using (var store = new SqlitePolicyStore(Path.Combine(Data, "engine.db"), TimeSpan.FromSeconds(5)))
        {
            var policy = PolicyChanges.EnterEmergency(DefaultPolicy.Create(Now), new(emergencyId, "the policy stops", "MANUAL", "rita", Now));
            Assert.IsType<PolicyWriteResult.Written>(await store.WriteAsync(policy, 0, CancellationToken.None));
        }

        if (isFileClear)
        {
            using var file = new LatchFile(Path.Combine(Data, "emergency"));
            await file.ClearAsync();
        }

        await FreshStart.MoveAsideAsync(Data, Now);

        using var kept = new LatchFile(Path.Combine(Data, "emergency"));
        var latch = Assert.IsType<LatchFileRead.Latched>(kept.Read()).Record.Latch;
        Assert.Equal((emergencyId, "the policy stops"), (latch.EmergencyId, latch.Reason));
    }

    [Fact]
    public async Task MoveAside_PolicyUnreadable_StartsStopped()
    {
        Fill();
        await File.WriteAllTextAsync(Path.Combine(Data, "engine.db"), new string('x', 8192));
        await FreshStart.MoveAsideAsync(Data, Now);

        using var kept = new LatchFile(Path.Combine(Data, "emergency"));
        Assert.Equal(TriggerCodes.LostState, Assert.IsType<LatchFileRead.Latched>(kept.Read()).Record.Latch.Trigger);
    }

    [Fact]
    public async Task MoveAside_AfterAReset_LeavesTheFileBehind()
    {
        Fill();
        await StopAsync();
        using (var file = new LatchFile(Path.Combine(Data, "emergency")))
        {
            await file.ClearAsync();
        }

        await FreshStart.MoveAsideAsync(Data, Now);

        Assert.False(Directory.Exists(Path.Combine(Data, "emergency")));
    }

    [Fact]
    public async Task MoveAside_NothingThere_DoesNothing() => Assert.Null(await FreshStart.MoveAsideAsync(Data, Now));

    public void Dispose() => _folder.Dispose();

    private async Task StopAsync()
    {
        using var file = new LatchFile(Path.Combine(Data, "emergency"));
        await file.SaveAsync(new EmergencyRecord { Latch = new(new SeededIds(1).Next(), "the test stops", "MANUAL", "rita", Now), RunState = EmergencyRunState.Flat });
    }

    private void Fill()
    {
        foreach (var name in OfUsers.Append("engine.db").Append("events/1.jsonl"))
        {
            var path = Path.Combine(Data, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name == "engine.db" ? "" : $"of {name}"); // an empty file is an empty database
        }
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
