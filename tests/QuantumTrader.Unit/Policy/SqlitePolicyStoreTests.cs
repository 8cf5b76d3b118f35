using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Policy;
using QuantumTrader.Infrastructure.Policy;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Policy;

public sealed class SqlitePolicyStoreTests : PolicyStoreContract, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly SqlitePolicyStore _store;
    private readonly SqlitePolicyStore _second;

    public SqlitePolicyStoreTests()
    {
        _store = new SqlitePolicyStore(_folder["data/engine.db"], Patience);
        _second = new SqlitePolicyStore(_folder["data/engine.db"], Patience);
    }

    protected override IPolicyStore Store => _store;

    protected override IPolicyStore SecondDoor => _second;

    public void Dispose()
    {
        _store.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("{\"Version\":1}", "EmergencyMode")]
    [InlineData("{", "Row 1 of policy_history is damaged")]
    [InlineData("null", "empty")]
    public async Task Read_DamagedDocument_SaysWhichRow(string document, string expected)
    {
        await WriteAsync(Calm, 0);
        await ReplaceAsync(document);

        var thrown = await Assert.ThrowsAsync<PolicyUnavailableException>(() => _store.ReadAsync(CancellationToken.None));

        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("Row 1 of policy_history", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ActiveMode\":\"NORMAL\"", "\"ActiveMode\":\"RECKLESS\"", "'RECKLESS' is not a risk mode")]
    [InlineData("\"EmergencyMode\":false,", "", "EmergencyMode")]
    [InlineData("\"AllowNewTrades\":true,", "", "AllowNewTrades")]
    [InlineData("\"DrawdownLimit\":0.10,", "", "DrawdownLimit")]
    [InlineData("\"DrawdownLimit\":0.10", "\"DrawdownLimit\":null", "DrawdownLimit")]
    [InlineData("\"DrawdownLimit\":0.10", "\"DrawdownLimit\":0.10,\"NewLimit\":1", "NewLimit")]
    [InlineData("\"Version\":1", "\"Version\":2", "version 2")]
    public async Task Read_UnknownOrMissingMember_IsNotGuessed(string sound, string damaged, string expected)
    {
        var document = PolicyJson.Write(await WriteAsync(Calm, 0));
        Assert.Contains(sound, document, StringComparison.Ordinal);
        await ReplaceAsync(document.Replace(sound, damaged, StringComparison.Ordinal));

        var thrown = await Assert.ThrowsAsync<PolicyUnavailableException>(() => _store.ReadAsync(CancellationToken.None));

        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OlderDocument_HasTheDefaultsOfWhatItDoesNotName()
    {
        await ReplaceAsync(OlderDocument.Of(await WriteAsync(Calm, 0)));

        var read = (await _store.ReadAsync(CancellationToken.None))!;

        Assert.Equal(Calm with { Modes = read.Modes }, read);
        Assert.Equal(2, (await WriteAsync(read with { UpdatedBy = "ann" }, 1)).Version);
    }

    [Fact]
    public async Task Read_FileIsNoDatabase_IsUnavailable()
    {
        Directory.CreateDirectory(_folder["data"]);
        await File.WriteAllTextAsync(_folder["data/engine.db"], new string('x', 5_000));

        var thrown = await Assert.ThrowsAsync<PolicyUnavailableException>(() => _store.ReadAsync(CancellationToken.None));

        Assert.Contains("engine.db", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_FolderCannotBeMade_AreUnavailableAndRecover()
    {
        var blocker = _folder["blocked"];
        await File.WriteAllTextAsync(blocker, "a file where the folder should be");
        using var store = new SqlitePolicyStore(Path.Combine(blocker, "engine.db"), Patience);

        await Assert.ThrowsAsync<PolicyUnavailableException>(() => store.ReadAsync(CancellationToken.None));
        await Assert.ThrowsAsync<PolicyUnavailableException>(() => store.WriteAsync(Calm, 0, CancellationToken.None));
        File.Delete(blocker);

        Assert.Null(await store.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Write_AnotherProcessHoldsTheLock_IsUnavailableAfterTheTimeout()
    {
        await WriteAsync(Calm, 0);
        using var impatient = new SqlitePolicyStore(_folder["data/engine.db"], TimeSpan.FromMilliseconds(100));
        await impatient.ReadAsync(CancellationToken.None);
        await using var other = Open();
        await using var transaction = other.BeginTransaction(deferred: false);

        await Assert.ThrowsAsync<PolicyUnavailableException>(() => impatient.WriteAsync(Calm, 1, CancellationToken.None));
        await transaction.RollbackAsync();

        Assert.IsType<PolicyWriteResult.Written>(await impatient.WriteAsync(Calm, 1, CancellationToken.None));
    }

    [Theory]
    [InlineData("PRAGMA journal_mode", "wal")]
    [InlineData("PRAGMA synchronous", "2")]
    [InlineData("PRAGMA busy_timeout", "30000")]
    public async Task EngineDatabase_EachCommit_IsFlushedToDisk(string pragma, string expected)
    {
        using var database = new EngineDatabase(_folder["data/engine.db"], Patience, "SELECT 1");

        var setting = await database.RunAsync(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = pragma;
                return $"{command.ExecuteScalar()}";
            },
            CancellationToken.None);

        Assert.Equal(expected, setting);
    }

    private async Task ReplaceAsync(string document)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE policy_history SET document = $document";
        command.Parameters.AddWithValue("$document", document);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={_folder["data/engine.db"]};Pooling=False");
        connection.Open();
        return connection;
    }
}
