namespace QuantumTrader.Infrastructure.Market.Recording;

/// <summary>For the health page.</summary>
/// <param name="State">How it fares.</param>
/// <param name="Written">Rows that reached a file since the start.</param>
/// <param name="Dropped">Rows that did not: the queue was full, or the disk.</param>
/// <param name="WrittenAtUtc">Of the last write; null when there was none.</param>
/// <param name="Failure">Why the last write failed; null when it did not.</param>
public sealed record RecorderHealth(RecorderState State, long Written, long Dropped, DateTimeOffset? WrittenAtUtc, string? Failure)
{
    /// <summary>A live market brings marks every second and bars every minute; whoever wrote none for longer has stopped or hears nothing.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(3);

    /// <summary>It wrote once, and nothing since, though nothing refuses it.</summary>
    public bool IsSilent(DateTimeOffset nowUtc) => State == RecorderState.Recording && nowUtc - WrittenAtUtc > SilentAfter;
}
