namespace QuantumTrader.Domain.Execution;

public enum VenueOrderStatus
{
    New,
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,
    Rejected,
}
