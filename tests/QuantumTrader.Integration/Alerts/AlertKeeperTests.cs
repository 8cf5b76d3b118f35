using Microsoft.Extensions.Logging.Abstractions;
using QuantumTrader.Domain.Alerts;
using QuantumTrader.Infrastructure.Alerts;
using QuantumTrader.Infrastructure.Alerts.Webhook;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Infrastructure.Identity.Database;
using QuantumTrader.Integration.Identity;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Alerts;

/// <summary>What a restart, a database that is away and a disk that refuses make of the alerts; on both databases.</summary>
[Collection(ConsoleTests.Name)]
public sealed class AlertKeeperTests(ConsoleFixture fixture) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private readonly List<IDisposable> _open = []; // what a test opened

    public void Dispose()
    {
        _open.ForEach(o => o.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public Task Restart_OnSqlite_ShowsWhatWasOpenAndWhatWaits() => RestartAsync(ConsoleProvider.Sqlite);

    [PostgresFact]
    public Task Restart_OnPostgres_ShowsWhatWasOpenAndWhatWaits() => RestartAsync(ConsoleProvider.Postgres);

    [Fact]
    public async Task Database_Away_AlertsAreKeptInTheFileAndWrittenLater()
    {
        Directory.CreateDirectory(_folder["console.db"]); // no database can be there
        var first = Open(new ConsoleOptions());
        Raise(first.Board, "BTCUSDT");
        await first.Keeper.RoundAsync(CancellationToken.None);
        await first.Board.DurableAsync(CancellationToken.None).WaitAsync(Limit);
        Assert.NotNull(first.Keeper.Health.Cause);

        // The process ends; the next one finds the alert, and the database, and writes it there.
        Directory.Delete(_folder["console.db"]);
        var second = Open(new ConsoleOptions());
        second.Keeper.Load();
        Assert.Equal("BTCUSDT", Assert.Single(second.Board.State.Open).Key);
        await second.Keeper.RoundAsync(CancellationToken.None);
        Assert.Null(second.Keeper.Health.Cause);
        Assert.Equal("BTCUSDT", Assert.Single(await second.Table.ListAsync(10, CancellationToken.None)).Key);
    }

    [Fact]
    public async Task File_Lost_OpenAlertsComeFromTheDatabase()
    {
        var first = Open(await EmptyAsync(ConsoleProvider.Sqlite));
        Raise(first.Board, "BTCUSDT");
        Raise(first.Board, "ETHUSDT");
        first.Board.Resolve(AlertCatalogue.SymbolHalted, "ETHUSDT", Now);
        await first.Keeper.RoundAsync(CancellationToken.None);
        File.Delete(first.File.Path);

        var second = Open(new ConsoleOptions());
        second.Keeper.Load();
        await second.Keeper.RoundAsync(CancellationToken.None);
        Assert.Equal("BTCUSDT", Assert.Single(second.Board.State.Open).Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"Version\":1,\"Open\":[{")]
    [InlineData("{\"Version\":2}")]
    [InlineData("null")]
    public async Task File_Damaged_IsPutAsideAndNeverUsedInPart(string content)
    {
        var parts = Open(await EmptyAsync(ConsoleProvider.Sqlite));
        Directory.CreateDirectory(Path.GetDirectoryName(parts.File.Path)!);
        await File.WriteAllTextAsync(parts.File.Path, content);
        parts.Keeper.Load();
        Raise(parts.Board, "BTCUSDT");
        await parts.Keeper.RoundAsync(CancellationToken.None);

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(parts.File.Path)!, "*.unusable-*"));
        Assert.NotNull(parts.File.Read());
    }

    [Fact]
    public async Task Disk_RefusesTheFile_TheDatabaseAloneMakesItDurable()
    {
        await File.WriteAllTextAsync(_folder["alerts"], "a file where the folder should be");
        var parts = Open(await EmptyAsync(ConsoleProvider.Sqlite));
        Raise(parts.Board, "BTCUSDT");
        var durable = parts.Board.DurableAsync(CancellationToken.None);
        await parts.Keeper.RoundAsync(CancellationToken.None);

        await durable.WaitAsync(Limit);
        Assert.NotNull(parts.Keeper.Health.NotSavedSinceUtc);
        Assert.Single(await parts.Table.ListAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task Acknowledged_OnAnotherConsole_IsNotUndone()
    {
        var parts = Open(await EmptyAsync(ConsoleProvider.Sqlite));
        Raise(parts.Board, "BTCUSDT");
        await parts.Keeper.RoundAsync(CancellationToken.None);
        var id = parts.Board.State.Open[0].Id;
        Assert.Equal("bob", await parts.Table.AcknowledgeAsync(id, "bob", Now, CancellationToken.None));
        Assert.Equal("bob", await parts.Table.AcknowledgeAsync(id, "anna", Now, CancellationToken.None));
        Assert.Null(await parts.Table.AcknowledgeAsync(Guid.Empty, "anna", Now, CancellationToken.None));
        Raise(parts.Board, "BTCUSDT");
        await parts.Keeper.RoundAsync(CancellationToken.None);

        var row = Assert.Single(await parts.Table.ListAsync(10, CancellationToken.None));
        Assert.Equal(("bob", 2L), (row.AcknowledgedBy, row.Count));
    }

    [Fact]
    public async Task OldAlerts_ThatAreOver_GoAndOpenOnesStay()
    {
        var parts = Open(await EmptyAsync(ConsoleProvider.Sqlite));
        var long_ago = Now - AlertTable.KeptFor - TimeSpan.FromDays(1);
        parts.Board.Raise(new AlertReport(AlertCatalogue.SymbolHalted, "OPEN", "text", "test", long_ago));
        parts.Board.Raise(new AlertReport(AlertCatalogue.SymbolHalted, "OVER", "text", "test", long_ago));
        parts.Board.Resolve(AlertCatalogue.SymbolHalted, "OVER", long_ago);
        await parts.Keeper.RoundAsync(CancellationToken.None);
        await parts.Table.PruneAsync(Now, CancellationToken.None);

        Assert.Equal("OPEN", Assert.Single(await parts.Table.ListAsync(10, CancellationToken.None)).Key);
    }

    [Fact]
    public async Task Keeper_Running_WritesWhatIsRaisedAndTheLastWordAtTheEnd()
    {
        var parts = Open(await EmptyAsync(ConsoleProvider.Sqlite));
        await parts.Keeper.StartAsync(CancellationToken.None);
        Raise(parts.Board, "BTCUSDT");
        await parts.Board.DurableAsync(CancellationToken.None).WaitAsync(Limit);
        await Poll.UntilAsync(() => parts.Board.Unsaved(10).Count == 0, Limit, "the row");
        Raise(parts.Board, "ETHUSDT");
        await parts.Keeper.StoppedAsync(CancellationToken.None);

        Assert.Equal(2, parts.File.Read()!.Open.Count);
        Assert.Equal(2, (await parts.Table.ListAsync(10, CancellationToken.None)).Count);
    }

    private async Task RestartAsync(ConsoleProvider provider)
    {
        var options = await EmptyAsync(provider);
        var first = Open(options);
        Raise(first.Board, "BTCUSDT");
        Raise(first.Board, "ETHUSDT");
        first.Board.Resolve(AlertCatalogue.SymbolHalted, "ETHUSDT", Now);
        first.Board.Acknowledge(first.Board.State.Open[0].Id, "anna", Now);
        await first.Keeper.RoundAsync(CancellationToken.None);

        var second = Open(options);
        second.Keeper.Load();
        var state = second.Board.State;
        Assert.Equal(("BTCUSDT", "anna"), (Assert.Single(state.Open).Key, state.Open[0].AcknowledgedBy));
        Assert.Equal(["alert.raised", "alert.raised", "alert.resolved", "alert.acknowledged"], state.Waiting.Select(w => w.Type));
        Assert.Equal(first.Board.State.Waiting.Select(w => w.Id), state.Waiting.Select(w => w.Id));
        var rows = await second.Table.ListAsync(10, CancellationToken.None);
        Assert.Equal([("BTCUSDT", true), ("ETHUSDT", false)], rows.Select(r => (r.Key, r.IsOpen)));
        Assert.Equal(first.Board.State.Open[0], rows[0]); // every field comes back as it went
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static void Raise(AlertBoard board, string symbol) => board.Raise(new AlertReport(AlertCatalogue.SymbolHalted, symbol, "text", "test", Now));

    private Task<ConsoleOptions> EmptyAsync(ConsoleProvider provider) => fixture.EmptyAsync(provider, _folder.Path);

    private Parts Open(ConsoleOptions options)
    {
        var ids = new RandomIds();
        var database = new ConsoleDatabase(options, _folder.Path);
        var board = new AlertBoard(ids, TimeProvider.System, new WebhookMessages(ids, AlertSeverity.Info, "journal-1", "Paper"));
        var (file, table) = (new AlertFile(_folder[Path.Combine("alerts", "alerts.json")]), new AlertTable(database, "journal-1"));
        var keeper = new AlertKeeper(board, file, table, TimeProvider.System, NullLogger<AlertKeeper>.Instance);
        _open.Add(keeper);
        _open.Add(database);
        return new(board, file, table, keeper);
    }

    private sealed record Parts(AlertBoard Board, AlertFile File, AlertTable Table, AlertKeeper Keeper);
}
