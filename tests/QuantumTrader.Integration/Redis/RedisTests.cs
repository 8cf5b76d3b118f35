namespace QuantumTrader.Integration.Redis;

/// <summary>The tests that share <see cref="RedisFixture"/>; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RedisTests : ICollectionFixture<RedisFixture>
{
    public const string Name = "redis";
}
