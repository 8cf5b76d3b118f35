using QuantumTrader.Domain.Events;
using QuantumTrader.Domain.Execution;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Ui.Shared;
using QuantumTrader.Web.Engine.View;

namespace QuantumTrader.Ui.Storage;

/// <summary>Storage as an engine would report it.</summary>
internal static class Storages
{
    public const string Holder = "host-a, process 17";

    public static StorageView Embedded => new()
    {
        Provider = "Embedded",
        Role = EngineRole.Leader,
        Lease = LeaseState.Held,
        Epoch = 4,
        Holder = Holder,
    };

    public static StorageView Redis => Embedded with
    {
        Provider = "Redis",
        LeaseLeft = TimeSpan.FromSeconds(8.1),
        Redis = new(RedisState.Ready, Pictures.At.AddMinutes(-5), null, TimeSpan.FromMilliseconds(0.8), []),
        Forwarder = Forwarding(120),
    };

    public static ForwarderHealth Forwarding(long backlog) => new(ForwarderState.Forwarding, 900, backlog, Pictures.At.AddSeconds(-12), 5_000, null);

    public static RedisHealth Away => new(RedisState.Away, Pictures.At.AddSeconds(-7), "connection refused", null, []);

    public static EngineView In(StorageView? storage) => Pictures.Trading with { Storage = storage };
}
