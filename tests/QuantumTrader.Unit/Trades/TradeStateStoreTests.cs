using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Trades;

public sealed class InMemoryTradeStateStoreTests : TradeStateStoreContract
{
    protected override ITradeStateStore Store { get; } = new InMemoryTradeStateStore("A");

    protected override ITradeStateStore SecondDoor => Store;

    protected override string JournalId => "A";
}

public sealed class SqliteTradeStateStoreTests : DurableTradeStateStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteTradeStateStore _second;
    private SqliteTradeStateStore _store;

    public SqliteTradeStateStoreTests() => (_store, _second) = (Open(), Open());

    protected override ITradeStateStore Store => _store;

    protected override ITradeStateStore SecondDoor => _second;

    protected override string JournalId => "A";

    public void Dispose()
    {
        _store.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Save_StateOfTheJournalBefore_IsReplacedWhateverItsSequence()
    {
        await _store.SaveAsync(Planned(1) with { LastSequence = 500 }, CancellationToken.None);
        await _store.SetCheckpointAsync(500, CancellationToken.None);
        using var next = new SqliteTradeStateStore(_folder["engine.db"], "B");
        Assert.Equal(0, await next.GetCheckpointAsync(CancellationToken.None));
        await next.SaveAsync(Planned(1) with { LastSequence = 3, ModelId = "newer" }, CancellationToken.None);
        await next.SaveAsync(Planned(1) with { LastSequence = 2, ModelId = "older" }, CancellationToken.None);

        var stored = (await next.GetAsync(Planned(1).TradeId, CancellationToken.None))!;
        Assert.Equal(("newer", "B", 3), (stored.ModelId, stored.JournalId, stored.LastSequence));
    }

    [Fact]
    public async Task Open_DatabaseFromBeforeJournalsHadNames_IsTakenOver()
    {
        using (var old = new SqliteConnection($"Data Source={_folder["old.db"]};Pooling=False"))
        {
            old.Open();
            using var command = old.CreateCommand();
            command.CommandText = """
                CREATE TABLE trade_state (
                    trade_id TEXT PRIMARY KEY, symbol TEXT NOT NULL, phase TEXT NOT NULL, is_over INTEGER NOT NULL,
                    last_sequence INTEGER NOT NULL, planned_at_utc TEXT NOT NULL, closed_at_utc TEXT NULL, state TEXT NOT NULL) WITHOUT ROWID;
                CREATE TABLE trade_checkpoint (one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL);
                INSERT INTO trade_checkpoint VALUES (1, 40);
                INSERT INTO trade_state VALUES ('1-1', 'BTCUSDT', 'Planned', 0, 40, '', NULL, $state);
                """;
            command.Parameters.AddWithValue("$state", TradeStateJson.Write(Planned(1) with { LastSequence = 40 }).Replace("\"journalId\":\"\"", "\"x\":0", StringComparison.Ordinal));
            command.ExecuteNonQuery();
        }

        using var named = new SqliteTradeStateStore(_folder["old.db"], "A");
        Assert.Equal(40, await named.GetCheckpointAsync(CancellationToken.None));
        await named.SaveAsync(Planned(1) with { LastSequence = 39, ModelId = "older" }, CancellationToken.None);
        Assert.Equal("trend", (await named.GetAsync(Planned(1).TradeId, CancellationToken.None))!.ModelId);
        await named.SetCheckpointAsync(41, CancellationToken.None);
        using var other = new SqliteTradeStateStore(_folder["old.db"], "B");
        Assert.Equal(0, await other.GetCheckpointAsync(CancellationToken.None));
    }

    protected override Task GoAwayAsync()
    {
        _store.Dispose();
        _second.Dispose();
        SqliteConnection.ClearAllPools();
        File.Move(_folder["engine.db"], _folder["kept.db"]);
        Directory.CreateDirectory(_folder["engine.db"]);
        _store = Open();
        return Task.CompletedTask;
    }

    protected override Task ComeBackAsync()
    {
        Directory.Delete(_folder["engine.db"]);
        File.Move(_folder["kept.db"], _folder["engine.db"]);
        return Task.CompletedTask;
    }

    private SqliteTradeStateStore Open() => new(_folder["engine.db"], "A");

    [Fact]
    public async Task Reopen_AfterSave_HasEverything()
    {
        await _store.SaveAsync(Fold(new TradeScript().Planned()), CancellationToken.None);
        await _store.SetCheckpointAsync(7, CancellationToken.None);
        using var again = Open();

        Assert.Single(await again.ListOpenAsync(null, CancellationToken.None));
        Assert.Equal(7, await again.GetCheckpointAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AnyCall_DatabaseCannotBeOpened_ThrowsAndIsNeverAnEmptyList()
    {
        using var away = new SqliteTradeStateStore(_folder["missing/engine.db"]);

        var error = await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => away.ListOpenAsync(null, CancellationToken.None));
        Assert.Contains("missing/engine.db", error.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["missing"]);
        Assert.Empty(await away.ListOpenAsync(null, CancellationToken.None));
    }

    [Fact]
    public async Task Get_StateThatIsNotJson_NamesTheTradeAndTheRemedy()
    {
        var trade = Fold(new TradeScript().Planned());
        await _store.SaveAsync(trade, CancellationToken.None);
        using (var connection = new SqliteConnection($"Data Source={_folder["engine.db"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE trade_state SET state = '{\"tradeId\":'";
            command.ExecuteNonQuery();
        }

        var error = await Assert.ThrowsAsync<TradeStoreUnavailableException>(() => _store.GetAsync(trade.TradeId, CancellationToken.None));
        Assert.Contains("trade 1-1", error.Message, StringComparison.Ordinal);
    }
}
