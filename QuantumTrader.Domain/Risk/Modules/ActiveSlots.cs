using QuantumTrader.Domain.Risk.Governor;

namespace QuantumTrader.Domain.Risk.Modules;

/// <summary>
/// How many positions the market is good for: 4, 6 in a strong trend, 3 without direction or in a volatility spike, never above the hard cap
/// of 10 or the policy's own; and no two that are nearly the same bet. The gate counts and compares, so that an entry does not stand in its own
/// way.
/// </summary>
public sealed class ActiveSlots : ISafetyModule
{
    public const int HardCap = 10;
    private const int Base = 4;
    private const int TrendStrong = 6;
    private const int Range = 3;
    private const double AdxStrong = 40.0;
    private const double AdxTrending = 25.0;
    private const double SpikeShare = 0.5;

    /// <summary>0.80; null: correlation is not looked at.</summary>
    public double? CorrelationMax { get; init; } = 0.80;

    public SafetyModule Seat => SafetyModule.ActiveSlots;

    public Directive Decide(in ModuleFacts facts)
    {
        var allow = Directive.Allow(Seat, DirectiveReason.SlotsBase, facts.NowUtc, facts.ValidFor);
        if (facts.Policy is not { } policy)
        {
            return allow with { Reason = DirectiveReason.PolicyMissing, AllowsNewTrades = false, PositionsMax = 0 };
        }

        var (reason, slots, measured) = SlotsIn(facts.Market);
        return allow with
        {
            Reason = reason,
            Measured = double.IsFinite(measured) ? (decimal)measured : null,
            CorrelationMax = CorrelationMax,
            PositionsMax = Math.Min(Math.Min(slots, HardCap), policy.Limits.PositionsMax),
        };
    }

    /// <summary>What is not known is a spike.</summary>
    private static (DirectiveReason Reason, int Slots, double Measured) SlotsIn(in MarketFacts market) =>
        !(market.HighVolShare < SpikeShare) ? (DirectiveReason.SlotsVolatilitySpike, Range, market.HighVolShare)
        : !(market.AdxMean >= AdxTrending) ? (DirectiveReason.SlotsRange, Range, market.AdxMean)
        : market.AdxMean >= AdxStrong ? (DirectiveReason.SlotsTrendStrong, TrendStrong, market.AdxMean)
        : (DirectiveReason.SlotsBase, Base, market.AdxMean);
}
