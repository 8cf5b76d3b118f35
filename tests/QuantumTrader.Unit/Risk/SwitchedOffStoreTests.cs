using Microsoft.Data.Sqlite;
using QuantumTrader.Domain.Risk;
using QuantumTrader.Domain.Units;
using QuantumTrader.Infrastructure.Risk;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Unit.Risk;

public sealed class SwitchedOffStoreTests : IDisposable
{
    private static readonly SwitchedOff Buying = new(Symbol.Create("BTCUSDT"), OrderSide.Buy, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1), 10, TimeSpan.FromSeconds(60.5));
    private static readonly SwitchedOff Selling = Buying with { Symbol = Symbol.Create("BTCUSDT_260327"), Side = OrderSide.Sell };
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_ThenReadByAnother_GivesAll()
    {
        using (var store = Open())
        {
            Assert.Empty(await store.ReadAsync(CancellationToken.None));
            await store.WriteAsync([Buying, Selling], CancellationToken.None);
        }

        using var another = Open();
        Assert.Equal([Buying, Selling], await another.ReadAsync(CancellationToken.None));
        await another.WriteAsync([], CancellationToken.None);
        Assert.Empty(await another.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("BTCUSDT Buy 2026-03-01T12:00:00.0000000+00:00 10")]
    [InlineData("BTCUSDT 7 2026-03-01T12:00:00.0000000+00:00 10 00:01:00")]
    [InlineData("? Buy 2026-03-01T12:00:00.0000000+00:00 10 00:01:00")]
    [InlineData("BTCUSDT Buy yesterday 10 00:01:00")]
    public async Task Read_DamagedRow_IsNotAnEmptyList(string text)
    {
        using var store = Open();
        await store.WriteAsync([Buying], CancellationToken.None);
        Damage(text);

        var failure = await Assert.ThrowsAsync<SwitchedOffStoreUnavailableException>(() => store.ReadAsync(CancellationToken.None));

        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mirrored_Read_TakesWhatEitherSays()
    {
        var (here, there) = (new InMemorySwitchedOffStore(), new InMemorySwitchedOffStore());
        await here.WriteAsync([Buying], CancellationToken.None);
        await there.WriteAsync([Buying, Selling], CancellationToken.None);

        Assert.Equal([Buying, Selling], await new MirroredSwitchedOffStore(here, there).ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Mirrored_TheSharedOneIsAway_ReadsHereAndDoesNotCallAWriteDone()
    {
        var here = new InMemorySwitchedOffStore();
        var mirrored = new MirroredSwitchedOffStore(here, new Away());

        await Assert.ThrowsAsync<SwitchedOffStoreUnavailableException>(() => mirrored.WriteAsync([Buying], CancellationToken.None));
        Assert.Equal([Buying], await mirrored.ReadAsync(CancellationToken.None));
    }

    private SqliteSwitchedOffStore Open() => new(Path.Combine(_folder.Path, "engine.db"), TimeSpan.FromSeconds(30));

    private void Damage(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "engine.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE switched_off SET entries = $text";
        command.Parameters.AddWithValue("$text", text);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private sealed class Away : ISwitchedOffStore
    {
        public Task<IReadOnlyList<SwitchedOff>> ReadAsync(CancellationToken stopping) => throw new SwitchedOffStoreUnavailableException("away");

        public Task WriteAsync(IReadOnlyList<SwitchedOff> all, CancellationToken stopping) => throw new SwitchedOffStoreUnavailableException("away");
    }
}
