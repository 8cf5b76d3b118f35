using System.Globalization;
using QuantumTrader.Infrastructure.Redis;
using StackExchange.Redis;

namespace QuantumTrader.Infrastructure.Policy;

/// <summary>What <see cref="RedisPolicyStore"/> announces. A store that is away is no error: the client subscribes again when it is back.</summary>
public sealed class RedisPolicyChanges(RedisLink link) : IPolicyChanges
{
    public IDisposable Subscribe(Action<long> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        void Heard(RedisChannel channel, RedisValue text)
        {
            if (long.TryParse((string?)text, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                changed(version);
            }
        }

        var subscriber = link.Connection.GetSubscriber();
        var channel = RedisChannel.Literal(ChannelOf(link.Keys));
        subscriber.Subscribe(channel, Heard, CommandFlags.FireAndForget);
        return new Subscription(() => subscriber.Unsubscribe(channel, Heard, CommandFlags.FireAndForget));
    }

    internal static string ChannelOf(RedisKeys keys) => keys.Policy + ":changed";

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
