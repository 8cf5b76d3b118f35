namespace QuantumTrader.Domain.Risk;

/// <summary>One reason why an order may not go out, with the numbers behind it.</summary>
/// <param name="Code">The stable word of <see cref="DenialCodes"/>.</param>
public abstract record DenialReason(string Code)
{
    /// <summary>For people: what was found and what would have passed. Nothing parses it.</summary>
    public abstract string Detail { get; }

    public sealed override string ToString() => $"{Code}: {Detail}";
}
