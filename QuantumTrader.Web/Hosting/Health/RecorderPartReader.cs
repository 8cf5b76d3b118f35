using QuantumTrader.Infrastructure.Market.Recording;

namespace QuantumTrader.Web.Hosting.Health;

/// <summary>The part of the report that says how the market is recorded.</summary>
internal static class RecorderPartReader
{
    public static RecorderPart Of(RecorderHealth? health, DateTimeOffset nowUtc) => health is null
        ? new("off", 0, 0, null, null)
        : new(StateOf(health, nowUtc), health.Written, health.Dropped, (nowUtc - health.WrittenAtUtc)?.TotalSeconds, health.Failure);

    /// <summary>A state that is not named here is trouble, so that a new one cannot pass for well.</summary>
    private static string StateOf(RecorderHealth health, DateTimeOffset nowUtc) => health.State switch
    {
        RecorderState.Off => "off",
        RecorderState.Recording when health.IsSilent(nowUtc) => "silent",
        RecorderState.Recording => health.WrittenAtUtc is null ? "waiting" : "recording",
        RecorderState.LowSpace => "low_space",
        _ => "failing",
    };
}
