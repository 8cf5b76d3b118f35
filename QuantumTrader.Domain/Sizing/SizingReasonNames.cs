namespace QuantumTrader.Domain.Sizing;

/// <summary>The words of <see cref="SizingDecided.Reason"/>.</summary>
public static class SizingReasonNames
{
    public static string NameOf(SizingReason reason) => reason switch
    {
        SizingReason.FallbackHighVol => "FALLBACK_HIGH_VOL",
        SizingReason.DefaultUntrained => "DEFAULT_UNTRAINED",
        SizingReason.Explored => "EXPLORED",
        SizingReason.Learned => "LEARNED",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a sizing reason."),
    };
}
