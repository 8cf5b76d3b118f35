namespace QuantumTrader.Domain.Execution;

/// <summary>The venue's reject codes that our code decides on; the full list stands in the venue's documentation.</summary>
public static class VenueCodes
{
    public const int WouldTriggerImmediately = -2021;
    public const int ReduceOnlyRejected = -2022;
}
