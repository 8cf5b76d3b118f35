using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Execution.Paper;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Execution;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Execution.Paper;

public sealed class SqlitePaperAccountStoreTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<SqlitePaperAccountStore> _opened = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var store in _opened) await store.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_OfANewFile_IsNull() => Assert.Null(await Open().LoadAsync(default));

    [Fact]
    public async Task Save_ThenLoadByASuccessor_GivesTheSameBytes()
    {
        var store = Open();
        var venue = Traded(300, 100_000);
        await store.SaveAsync(venue.Export(), default);
        var trading = new RandomTrading(99, hedge: false);
        for (var i = 0; i < 50; i++)
        {
            trading.Step(venue);
            await store.SaveAsync(venue.Export(), default);
        }

        // The first one is still open, as after a kill: what it acknowledged must be there.
        var loaded = await Open().LoadAsync(default);
        Assert.Equal(PaperJson.Serialize(venue.Export()), PaperJson.Serialize(loaded!));
    }

    [Fact]
    public async Task Save_CopiedFilesAtAnyMoment_HoldWhatWasAcknowledged()
    {
        var store = Open();
        var venue = Traded(200, 100_000);
        await store.SaveAsync(venue.Export(), default);
        Directory.CreateDirectory(_folder["crash"]);
        foreach (var file in Directory.GetFiles(_folder.Path, "engine.db*")) File.Copy(file, Path.Combine(_folder["crash"], Path.GetFileName(file)));
        var loaded = await Open(_folder["crash/engine.db"]).LoadAsync(default);
        Assert.Equal(PaperJson.Serialize(venue.Export()), PaperJson.Serialize(loaded!));
    }

    [Fact]
    public async Task Save_OfABoundedHistory_PrunesTheRows()
    {
        var store = Open();
        var venue = Traded(2_000, 100);
        await store.SaveAsync(venue.Export(), default);
        var trading = new RandomTrading(3, hedge: false);
        for (var i = 0; i < 300; i++) trading.Step(venue);
        await store.SaveAsync(venue.Export(), default);
        Assert.Equal((100L, 100L), (Count("paper_order"), Count("paper_fill")));
        Assert.Equal(PaperJson.Serialize(venue.Export()), PaperJson.Serialize((await Open().LoadAsync(default))!));
    }

    [Fact]
    public async Task Accounts_InOneFile_AreApart()
    {
        await Open().SaveAsync(Traded(100, 1_000).Export(), default);
        Assert.Null(await Open(account: "other").LoadAsync(default));
    }

    [Theory]
    [InlineData("UPDATE paper_account SET document = replace(document, '2000', '9000')")]
    [InlineData("UPDATE paper_account SET document = '{'")]
    [InlineData("UPDATE paper_fill SET document = replace(document, 'buy', 'sell')")]
    [InlineData("DELETE FROM paper_fill WHERE number = 3")]
    [InlineData("DELETE FROM paper_order WHERE number = (SELECT MAX(number) FROM paper_order)")]
    [InlineData("DELETE FROM paper_account")]
    public async Task Load_OfADamagedAccount_NamesTheFileAndTheRemedy(string damage)
    {
        await Open().SaveAsync(Traded(200, 1_000).Export(), default);
        Execute(damage);
        var e = await Assert.ThrowsAsync<PaperStateException>(async () => await Open().LoadAsync(default));
        Assert.Contains(_folder["engine.db"], e.Message, StringComparison.Ordinal);
        Assert.Contains("Restore the file from a backup", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_OfAFileThatIsNoDatabase_IsDamageAndNeverAFreshAccount()
    {
        await File.WriteAllTextAsync(_folder["engine.db"], new string('x', 5_000));
        Assert.Contains(_folder["engine.db"], (await Assert.ThrowsAsync<PaperStateException>(async () => await Open().LoadAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_IntoAMissingFolder_IsUnavailableAndWorksOnceItIsThere()
    {
        var store = Open(_folder["later/engine.db"]);
        var state = Traded(100, 1_000).Export();
        var e = await Assert.ThrowsAsync<PaperStoreUnavailableException>(async () => await store.SaveAsync(state, default));
        Assert.Contains(_folder["later/engine.db"], e.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(_folder["later"]);
        await store.SaveAsync(state, default);
        Assert.Equal(PaperJson.Serialize(state), PaperJson.Serialize((await store.LoadAsync(default))!));
    }

    [Fact]
    public async Task Save_WhileAnotherProcessWrites_WaitsForIt()
    {
        var store = Open();
        var state = Traded(100, 1_000).Export();
        await store.SaveAsync(state, default);
        using var other = Connect();
        var transaction = other.BeginTransaction(deferred: false);
        var saving = store.SaveAsync(state, default).AsTask();
        Assert.NotSame(saving, await Task.WhenAny(saving, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System)));
        await transaction.RollbackAsync();
        await saving.WaitAsync(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public void Restore_OfAStateThatDoesNotFit_SaysWhy()
    {
        var state = Traded(120, 1_000).Export();
        var settings = RandomTrading.Settings(hedge: false);
        Assert.Contains("does not add up", Refused(settings, state with { Wallet = state.Wallet + new Usd(1m) }), StringComparison.Ordinal);
        Assert.Contains("format 2", Refused(settings, state with { Format = 2 }), StringComparison.Ordinal);
        var held = state with { Symbols = [state.Symbols[0] with { Legs = [new(PositionSide.Both, 1m, new(100m))] }] };
        Assert.Contains("HedgeMode", Refused(settings with { HedgeMode = true }, held), StringComparison.Ordinal);
        var gone = held with { Symbols = [held.Symbols[0] with { Symbol = Symbol.Create("GONEUSDT") }], OpenOrders = [] };
        Assert.Contains("GONEUSDT", Refused(settings, gone), StringComparison.Ordinal);
    }

    private static string Refused(PaperSettings settings, PaperAccountState state) =>
        Assert.Throws<PaperStateException>(() => new PaperVenue(settings, VenueBench.Instruments, state)).Message;

    private static PaperVenue Traded(int steps, int historyMax)
    {
        var venue = new PaperVenue(RandomTrading.Settings(hedge: false) with { HistoryMax = historyMax }, VenueBench.Instruments, 11);
        var trading = new RandomTrading(11, hedge: false);
        for (var i = 0; i < steps; i++) trading.Step(venue);
        while (venue.TryTakeUpdate(out _))
        {
            // Not in the state, and not wanted here.
        }

        return venue;
    }

    private SqlitePaperAccountStore Open(string? path = null, string account = "main")
    {
        var store = new SqlitePaperAccountStore(path ?? _folder["engine.db"], account, TimeProvider.System);
        _opened.Add(store);
        return store;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder["engine.db"]};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0, "nothing was damaged");
    }

    private long Count(string table)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
