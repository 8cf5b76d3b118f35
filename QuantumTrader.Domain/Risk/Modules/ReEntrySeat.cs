using QuantumTrader.Domain.Risk.Governor;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>
/// The way back after a reset, among the others whose lowest multiplier wins: a tenth, half, all of the size. That nothing is opened in the
/// first stage is said by the engine's mode.
/// </summary>
public sealed class ReEntrySeat : ISafetyModule
{
    public SafetyModule Seat => SafetyModule.ReEntry;

    public Directive Decide(in ModuleFacts facts)
    {
        var allow = Directive.Allow(Seat, DirectiveReason.AllowAll, facts.NowUtc, facts.ValidFor);
        return facts.ReEntryShare is not { } share || share >= Fraction.One
            ? allow
            : allow with { Reason = DirectiveReason.ReEntryStage, Measured = share.Value, SizeMultiplier = share, HoldsUntilUtc = facts.ReEntryUntilUtc };
    }
}
