namespace QuantumTrader.Domain.Execution;

/// <summary>The answer to "do you know this order?".</summary>
public abstract record OrderLookup
{
    private OrderLookup()
    {
    }

    public sealed record Found(VenueOrder Order) : OrderLookup;

    public sealed record NotFound : OrderLookup;
}
