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

    /// <summary>Negative is paid by us. The same in all is the same payment, told again.</summary>
    /// <param name="Number">Tells payments of one leg and one instant apart.</param>
    public sealed record FundingPaid(Symbol Symbol, PositionSide PositionSide, Usd Amount, DateTimeOffset AtUtc, long Number = 0) : ExchangeUpdate;

    /// <summary>Whose a payment was that <see cref="FundingPaid"/> told without its symbol; the wallet has it already. The same in all is the same payment, told again.</summary>
    public sealed record FundingAssigned(Symbol Symbol, Usd Amount, DateTimeOffset AtUtc, long Number) : ExchangeUpdate;

    /// <summary>The same in all is the same transfer, told again.</summary>
    /// <param name="Number">Tells transfers of one instant apart.</param>
    public sealed record Transferred(Usd Amount, DateTimeOffset AtUtc, long Number = 0) : ExchangeUpdate;

    /// <summary>Somebody set a symbol's leverage; it may have been us.</summary>
    public sealed record LeverageSet(Symbol Symbol, Leverage Leverage) : ExchangeUpdate;

    /// <summary>A conditional order has triggered and has not become an order for too long: its level is passed, and what it protects may be unprotected.</summary>
    public sealed record TriggerStuck(Symbol Symbol, string ClientOrderId) : ExchangeUpdate;
}
