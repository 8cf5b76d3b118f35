using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QuantumTrader.Infrastructure.Redis;

namespace QuantumTrader.Unit.Redis;

public sealed class RedisServicesTests
{
    [Fact]
    public async Task AddRedis_LinkToNobody_IsRegisteredAndAway()
    {
        // Port 1 of the loopback: nobody listens there, and opening is no error.
        await using var link = await RedisLink.OpenAsync(new RedisOptions { ConnectionString = "127.0.0.1:1" }, TimeProvider.System);
        await using var services = Services(new() { ["Redis:ConnectionString"] = "127.0.0.1:1" }, s => s.AddRedis(link));

        Assert.Same(link, services.GetRequiredService<RedisLink>());
        Assert.Equal(RedisState.Away, (await link.ProbeAsync()).State);
        Assert.Equal("There is no connection to Redis at 127.0.0.1:1: start the server, or correct Redis:ConnectionString.", link.Health.Cause);
        Assert.Equal("127.0.0.1:1", services.GetRequiredService<IOptions<RedisOptions>>().Value.ConnectionString);
    }

    [Fact]
    public async Task OpenAsync_UnreadableAddress_ThrowsOneLineWithoutThePassword()
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => RedisLink.OpenAsync(new RedisOptions { ConnectionString = "h:1,password=s3cret,x=s3cret" }, TimeProvider.System));

        Assert.StartsWith("Redis:ConnectionString cannot be read", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddRedisOptions_SlipInTheSection_IsFoundAlsoWhereTheStoreIsNotUsed()
    {
        await using var services = Services(new() { ["Redis:Accept"] = "REDIS_EVERYTHING" }, s => s.AddRedisOptions(isUsed: false));

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<RedisOptions>>().Value);
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings, Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        add(services);
        return services.BuildServiceProvider();
    }
}
