using QuantumTrader.Domain.Emergency;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Emergency;
using QuantumTrader.TestSupport;
using QuantumTrader.Web.Commands;

namespace QuantumTrader.Unit.Commands;

public sealed class FreshStartTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] OfUsers = ["console.db", "console.db-shm", "console.db-wal", "keys/key-1.xml"];
    private readonly TempFolder _folder = new();

    private string Data => _folder["data"];

    [Fact]
    public void MoveAside_WithoutMore_KeepsUsersAndKeysInPlace()
    {
        Fill();

        var aside = FreshStart.MoveAside(Data, Now)!;

        Assert.Equal(OfUsers, Files(Data));
        Assert.Equal(["engine.db", "events/1.jsonl"], Files(aside));
        Assert.Equal("of console.db-wal", File.ReadAllText(Path.Combine(Data, "console.db-wal")));
    }

    [Fact]
    public void MoveAside_UsersToo_MovesEverything()
    {
        Fill();

        var aside = FreshStart.MoveAside(Data, Now, keepUsers: false)!;

        Assert.False(Directory.Exists(Data));
        Assert.Equal([.. OfUsers.Append("engine.db").Append("events/1.jsonl").Order(StringComparer.Ordinal)], Files(aside));
    }

    [Fact]
    public void MoveAside_TwiceInASecond_KeepsBoth()
    {
        Fill();
        var first = FreshStart.MoveAside(Data, Now)!;
        var second = FreshStart.MoveAside(Data, Now)!;

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

        FreshStart.MoveAside(Data, Now, keepUsers);

        using var kept = new LatchFile(Path.Combine(Data, "emergency"));
        Assert.Equal(isReadable, kept.Read() is LatchFileRead.Latched { Record.Latch.Reason: "the test stops" });
        Assert.Equal(!isReadable, kept.Read() is LatchFileRead.Unreadable);
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

        FreshStart.MoveAside(Data, Now);

        Assert.False(Directory.Exists(Path.Combine(Data, "emergency")));
    }

    [Fact]
    public void MoveAside_NothingThere_DoesNothing() => Assert.Null(FreshStart.MoveAside(Data, Now));

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
            File.WriteAllText(path, $"of {name}");
        }
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];
}
