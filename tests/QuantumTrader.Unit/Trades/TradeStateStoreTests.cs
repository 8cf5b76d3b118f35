using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Trades;

public sealed class InMemoryTradeStateStoreTests : TradeStateStoreContract
{
    protected override ITradeStateStore Store { get; } = new InMemoryTradeStateStore();
}

public sealed class SqliteTradeStateStoreTests : TradeStateStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteTradeStateStore _store;

    public SqliteTradeStateStoreTests() => _store = new SqliteTradeStateStore(_folder["engine.db"]);

    protected override ITradeStateStore Store => _store;

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Reopen_AfterSave_HasEverything()
    {
        await _store.SaveAsync(Fold(new TradeScript().Planned()), CancellationToken.None);
        await _store.SetCheckpointAsync(7, CancellationToken.None);
        using var again = new SqliteTradeStateStore(_folder["engine.db"]);

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
