using QuantumTrader.Domain.Units;

namespace QuantumTrader.Domain.Execution;

/// <summary>What the venue tells unasked. Updates may come twice, late, or before the answer to the order itself.</summary>
public abstract record ExchangeUpdate
{
    private ExchangeUpdate()
    {
    }

    public sealed record OrderChanged(VenueOrder Order) : ExchangeUpdate;

    public sealed record Filled(VenueFill Fill) : ExchangeUpdate;

    /// <summary>Negative is paid by us.</summary>
    public sealed record FundingPaid(Symbol Symbol, PositionSide PositionSide, Usd Amount, DateTimeOffset AtUtc) : ExchangeUpdate;

    public sealed record Transferred(Usd Amount, DateTimeOffset AtUtc) : ExchangeUpdate;
}
