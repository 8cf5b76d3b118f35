namespace QuantumTrader.Domain.Market;

/// <summary>A value that cannot be read without its age. Never and Stale are both "do not act on it".</summary>
public readonly record struct Freshness<T>(T? Value, DateTimeOffset? AtUtc, TimeSpan AgeMax)
{
    public TimeSpan? Age(DateTimeOffset nowUtc) => nowUtc - AtUtc;

    /// <summary>Fresh only when the age is known and within [0, AgeMax]; a value from the future is Stale.</summary>
    public FreshnessState State(DateTimeOffset nowUtc) =>
        AtUtc is not { } at ? FreshnessState.Never
        : nowUtc - at is var age && age <= AgeMax && age >= TimeSpan.Zero ? FreshnessState.Fresh
        : FreshnessState.Stale;
}
