using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Risk;

public sealed class SqliteDrawdownStoreTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_ThenReadByAnother_GivesEveryDigit()
    {
        var state = new DrawdownState(new Usd(1_234.5678901234567890123456789m), new DateOnly(2025, 3, 4), new Usd(0.1m))
        {
            AllTimePeak = new Usd(9_999.00001m),
            TrippedAtUtc = new DateTimeOffset(2025, 3, 4, 5, 6, 7, 890, TimeSpan.Zero).AddTicks(1),
            ClearedAtUtc = new DateTimeOffset(2025, 3, 5, 0, 0, 0, TimeSpan.Zero),
            DailyLimitOn = new DateOnly(2025, 3, 3),
            DailyStopOn = new DateOnly(2025, 3, 2),
            TransfersSinceUtc = new DateTimeOffset(2025, 3, 1, 2, 3, 4, 567, TimeSpan.Zero).AddTicks(1),
            Transfers = new Usd(-0.000000012345m),
        };
        using (var store = Open())
        {
            Assert.Null(await store.ReadAsync(CancellationToken.None));
            await store.WriteAsync(DrawdownState.Empty, CancellationToken.None);
            await store.WriteAsync(state, CancellationToken.None);
        }

        using var another = Open();
        Assert.Equal(state, await another.ReadAsync(CancellationToken.None));
        await another.WriteAsync(DrawdownState.Empty, CancellationToken.None);
        Assert.Equal(DrawdownState.Empty, await another.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Read_AFileFromBeforeTheTripWasKept_HasThePeak()
    {
        using (var store = Open())
        {
            await store.WriteAsync(new DrawdownState(new Usd(5m), null, null) { AllTimePeak = new Usd(7m) }, CancellationToken.None);
        }

        await using (var connection = new SqliteConnection($"Data Source={_folder["engine.db"]};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE drawdown_trips";
            await command.ExecuteNonQueryAsync();
        }

        using var newer = Open();
        Assert.Equal(new DrawdownState(new Usd(5m), null, null), await newer.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("peak", "NaN")]
    [InlineData("day_utc", "yesterday")]
    [InlineData("day_open_equity", "")]
    public async Task Read_DamagedColumn_SaysWhich(string column, string value)
    {
        using var store = Open();
        await store.WriteAsync(DrawdownState.Empty, CancellationToken.None);
        await using (var connection = new SqliteConnection($"Data Source={_folder["engine.db"]};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE drawdown SET {column} = $value";
            command.Parameters.AddWithValue("$value", value);
            await command.ExecuteNonQueryAsync();
        }

        var thrown = await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => store.ReadAsync(CancellationToken.None));

        Assert.Contains(column, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_FileIsNoDatabase_AreUnavailable()
    {
        await File.WriteAllTextAsync(_folder["engine.db"], new string('x', 5_000));
        using var store = Open();

        await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => store.ReadAsync(CancellationToken.None));
        await Assert.ThrowsAsync<DrawdownStoreUnavailableException>(() => store.WriteAsync(DrawdownState.Empty, CancellationToken.None));
    }

    [Fact]
    public async Task InMemory_EveryCall_CompletesBeforeItReturns()
    {
        var store = new InMemoryDrawdownStore();
        var state = new DrawdownState(new Usd(1m), null, null);

        Assert.True(store.WriteAsync(state, CancellationToken.None).IsCompletedSuccessfully);
        Assert.Equal(state, await store.ReadAsync(CancellationToken.None));
    }

    private SqliteDrawdownStore Open() => new(_folder["engine.db"], Patience);
}
