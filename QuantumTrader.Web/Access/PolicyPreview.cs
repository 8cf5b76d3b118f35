using QuantumTrader.Domain.Identity;
using QuantumTrader.Domain.Policy;

namespace QuantumTrader.Web.Access;

/// <summary>What a change of the policy would do, and what it takes.</summary>
/// <param name="BasedOnVersion">The version that it was looked at on.</param>
/// <param name="Comparison">Empty when <paramref name="Objection"/> says why it cannot be made at all.</param>
/// <param name="Action">What the caller must be allowed to.</param>
/// <param name="NeedsSecondPerson">It is set so.</param>
/// <param name="Refusal">Why this caller may not do it now; null: may, with the second person where one is needed.</param>
/// <param name="Objection">What is wrong with it, for people; null: nothing.</param>
/// <param name="Summary">What a second person approves; ask for approval with these words.</param>
public sealed record PolicyPreview(
    long BasedOnVersion, PolicyComparison Comparison, AccessAction Action, bool NeedsSecondPerson, AccessRefusal? Refusal, string? Objection, string Summary);
