using QuantumTrader.Domain.Trades;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Infrastructure.Trades;
using QuantumTrader.Unit.Trades;

namespace QuantumTrader.Integration.Trades;

/// <summary>The contract, on a real Redis; it is away by SIGSTOP, which leaves connections open and answers nothing.</summary>
public sealed class RedisTradeStateStoreTests(SharedStoreFixture fixture) : DurableTradeStateStoreContract, IClassFixture<SharedStoreFixture>, IAsyncLifetime
{
    private SharedStoreBench _bench = null!;
    private RedisLink _secondLink = null!;
    private RedisLink _impatientLink = null!;
    private bool _wentAway;

    protected override ITradeStateStore Store => new RedisTradeStateStore(_wentAway ? _impatientLink : _bench.Link, _bench.Lease, "A");

    protected override ITradeStateStore SecondDoor => new RedisTradeStateStore(_secondLink, _bench.Lease, "A");

    protected override string JournalId => "A";

    public async Task InitializeAsync()
    {
        _bench = await fixture.BenchAsync();
        _secondLink = await _bench.AnotherLinkAsync();
        _impatientLink = await _bench.AnotherLinkAsync(timeout: TimeSpan.FromMilliseconds(250));
    }

    public async Task DisposeAsync()
    {
        fixture.Server.Resume();
        await _bench.DisposeAsync();
        await _secondLink.DisposeAsync();
        await _impatientLink.DisposeAsync();
    }

    protected override Task GoAwayAsync()
    {
        fixture.Server.Pause();
        _wentAway = true;
        return Task.CompletedTask;
    }

    protected override Task ComeBackAsync()
    {
        fixture.Server.Resume();
        _wentAway = false;
        return Task.CompletedTask;
    }
}
