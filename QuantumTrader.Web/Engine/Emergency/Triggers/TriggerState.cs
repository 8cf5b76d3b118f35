namespace QuantumTrader.Web.Engine.Emergency.Triggers;

/// <summary>One trigger as it is now.</summary>
/// <param name="Code">See docs/emergency-triggers.md.</param>
/// <param name="State">off, armed, paged, paused, reduce_only, run or failing; by_hand for what people do.</param>
/// <param name="Detail">Why, for people; null while armed or off.</param>
/// <param name="SinceUtc">Since when it has been so; null while armed or off.</param>
/// <param name="UntilUtc">When it ends by itself.</param>
public sealed record TriggerState(string Code, string State, string? Detail, DateTimeOffset? SinceUtc, DateTimeOffset? UntilUtc)
{
    public const string Off = "off";
    public const string Armed = "armed";
    public const string Failing = "failing";
    public const string ByHand = "by_hand";
}
