using System.Globalization;
using QuantumTrader.Infrastructure.Redis;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Storage;

/// <summary>Whether the shared store may be used.</summary>
internal static class RedisItem
{
    private static readonly Shown NotUsed = new("not used", Tone.Plain, "The store is embedded.");

    public static StorageItem Of(RedisHealth? health, bool isEmbedded, DateTimeOffset nowUtc) =>
        health is null ? new("redis", "Redis", isEmbedded ? NotUsed : Shown.Unknown("The shared store has not reported yet.")) : new("redis", "Redis", ValueOf(health), DetailOf(health, nowUtc), Href: StorageItems.EventsPage);

    private static Shown ValueOf(RedisHealth health) => health.State switch
    {
        RedisState.Ready => new("READY", Tone.Plain, "It answered the last probe and may be written."),
        RedisState.Away => new("AWAY", Tone.Danger, "No new trades; exits, protective stops and STOP go on, and the stores catch up afterwards."),
        RedisState.Refused => new("REFUSED", Tone.Danger, "It answers, but its settings or its content would lose or mix data. No new trades until that is mended."),
        _ => Shown.Unknown("The shared store has not been asked yet."),
    };

    private static string DetailOf(RedisHealth health, DateTimeOffset nowUtc)
    {
        var latency = health.Latency is { } time ? time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms" : null;
        var since = $"since {Times.Since(health.SinceUtc, nowUtc)} ({Times.Age(nowUtc - health.SinceUtc)})";
        return string.Join(" · ", new[] { latency, since, health.Cause }.Where(part => !string.IsNullOrWhiteSpace(part)));
    }
}
