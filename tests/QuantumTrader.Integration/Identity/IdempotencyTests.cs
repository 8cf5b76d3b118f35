using QuantumTrader.Infrastructure.Identity;

namespace QuantumTrader.Integration.Identity;

/// <summary>Kept answers.</summary>
public sealed class IdempotencyTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Key = new RandomIds().Next();
    private static readonly StoredResponse First = new("hash-1", 202, "{\"a\":1}");
    private static readonly StoredResponse Second = new("hash-2", 200, "{}");

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Answer_StoredTwice_TheFirstStays(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        Assert.Null(await bench.Idempotency.FindAsync(Key, "k", None));

        Assert.Equal(First, await bench.Idempotency.StoreAsync(Key, "k", First, None));
        Assert.Equal(First, await bench.Idempotency.StoreAsync(Key, "k", Second, None));

        Assert.Equal(First, await bench.Idempotency.FindAsync(Key, "k", None));
        Assert.Null(await bench.Idempotency.FindAsync(Key, "K", None));
        Assert.Null(await bench.Idempotency.FindAsync(new RandomIds().Next(), "k", None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Answer_StoredTwiceAtOnce_BothGetTheSame(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);

        var both = await Task.WhenAll(bench.Idempotency.StoreAsync(Key, "k", First, None), bench.Idempotency.StoreAsync(Key, "k", Second, None));

        Assert.Equal(both[0], both[1]);
        Assert.Equal(both[0], await bench.Idempotency.FindAsync(Key, "k", None));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Answer_OfADayAgo_IsForgottenReplacedAndRemoved(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        await bench.Idempotency.StoreAsync(Key, "k", First, None);
        await bench.Idempotency.StoreAsync(Key, "other", First, None);
        bench.Time.Advance(Idempotency.KeptFor);

        Assert.Null(await bench.Idempotency.FindAsync(Key, "k", None));
        Assert.Equal(Second, await bench.Idempotency.StoreAsync(Key, "k", Second, None));
        await bench.UpkeepAsync();

        Assert.Equal(1, await bench.CountAsync("stored_responses"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Answers_BeyondTheBound_TheOldestGo(ConsoleProvider provider)
    {
        await using var bench = await BenchAsync(provider);
        var begun = bench.Time.GetUtcNow().UtcTicks;
        await bench.ExecuteAsync(provider == ConsoleProvider.Postgres
            ? $"INSERT INTO stored_responses SELECT '{Key}'::uuid, 'k' || n, 'h', 200, '', {begun} - 2000 + n FROM generate_series(1, {Idempotency.CountMax}) n"
            : $"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {Idempotency.CountMax}) INSERT INTO stored_responses (KeyId, IdempotencyKey, RequestHash, StatusCode, Body, AtUtc) SELECT '{Key.ToString().ToUpperInvariant()}', 'k' || n, 'h', 200, '', {begun} - 2000 + n FROM s");

        await bench.Idempotency.StoreAsync(Key, "newest", First, None);

        Assert.Equal(Idempotency.CountMax, await bench.CountAsync("stored_responses"));
        Assert.Null(await bench.Idempotency.FindAsync(Key, "k1", None));
        Assert.NotNull(await bench.Idempotency.FindAsync(Key, "k2", None));
        Assert.NotNull(await bench.Idempotency.FindAsync(Key, "newest", None));
    }
}
