namespace QuantumTrader.FakeVenue;

/// <summary>New → Triggering → Triggered → Finished; or Canceled, Rejected, Expired.</summary>
public enum AlgoStatus
{
    New,
    Triggering,
    Triggered,
    Finished,
    Canceled,
    Rejected,
    Expired,
}
