using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Emergency;

/// <summary>Where the way back stands. Survives a restart.</summary>
/// <param name="EmergencyId">The emergency that was reset.</param>
/// <param name="SinceUtc">When this stage began.</param>
/// <param name="Cause">Why it is this stage, for people.</param>
public sealed record ReEntryState(Guid EmergencyId, ReEntryStage Stage, DateTimeOffset SinceUtc, string Cause)
{
    /// <summary>What each size is multiplied by; never above one. A stage that nobody knows allows nothing.</summary>
    public Fraction SizeShare => Stage switch
    {
        ReEntryStage.Tenth => new Fraction(0.1m),
        ReEntryStage.Half => new Fraction(0.5m),
        ReEntryStage.Full => Fraction.One,
        _ => Fraction.Zero,
    };

    public bool IsOver => Stage == ReEntryStage.Full;

    public static ReEntryState Begin(Guid emergencyId, DateTimeOffset nowUtc) => new(emergencyId, ReEntryStage.ReduceOnly, nowUtc, "Trading was reset.");

    /// <summary>The next stage when this one has lasted long enough without trouble; a clock that went back waits.</summary>
    public ReEntryState OnTime(DateTimeOffset nowUtc, TimeSpan step) =>
        IsOver || !(nowUtc - SinceUtc >= step) ? this
        : this with { Stage = Stage is ReEntryStage.ReduceOnly or ReEntryStage.Tenth or ReEntryStage.Half ? Stage + 1 : ReEntryStage.ReduceOnly, SinceUtc = nowUtc, Cause = "The stage before passed without trouble." };

    /// <summary>One stage back, or this one from its beginning. Full is over: trouble after it is for other safeguards.</summary>
    public ReEntryState OnTrouble(DateTimeOffset nowUtc, string cause) =>
        IsOver ? this : this with { Stage = Stage is ReEntryStage.Half ? ReEntryStage.Tenth : ReEntryStage.ReduceOnly, SinceUtc = nowUtc, Cause = cause };
}
