namespace QuantumTrader.Domain.Execution;

/// <summary>The venue's reject codes that our code decides on; the full list stands in the venue's documentation.</summary>
public static class VenueCodes
{
    /// <summary>The order came later than its window allows, or bears a time that has not come. It was not looked at.</summary>
    public const int OutsideReceiveWindow = -1021;

    public const int WouldTriggerImmediately = -2021;
    public const int ReduceOnlyRejected = -2022;
}
