namespace QuantumTrader.Web.Engine.Risk;

/// <summary>Somebody lets no new risk be taken.</summary>
/// <param name="Owner">Who lifts it again; nobody else can.</param>
/// <param name="Reason">For people.</param>
/// <param name="SinceUtc">When it began.</param>
/// <param name="UntilUtc">When it ends by itself; null: when its owner lifts it.</param>
public sealed record ReduceOnlyHold(string Owner, string Reason, DateTimeOffset SinceUtc, DateTimeOffset? UntilUtc);
