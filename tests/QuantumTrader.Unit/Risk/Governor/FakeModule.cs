using QuantumTrader.Domain.Risk.Governor;

namespace QuantumTrader.Unit.Risk.Governor;

/// <summary>Says what a test wants, or throws.</summary>
internal sealed class FakeModule(SafetyModule seat, Func<ModuleFacts, Directive> says) : ISafetyModule
{
    public SafetyModule Seat => seat;

    public Directive Decide(in ModuleFacts facts) => says(facts);

    public static GovernorSeat Seated(SafetyModule module, Func<Directive, Directive>? change = null)
    {
        var seat = new GovernorSeat(module, new FakeModule(module, facts =>
        {
            var allow = Directive.Allow(module, DirectiveReason.AllowAll, facts.NowUtc, facts.ValidFor);
            return change?.Invoke(allow) ?? allow;
        }));
        seat.Ask(Facts.Sound);
        return seat;
    }
}
