namespace QuantumTrader.Domain.Execution;

/// <summary>The venue's reject codes that our code decides on; the full list stands in the venue's documentation.</summary>
public static class VenueCodes
{
    /// <summary>The order came later than its window allows, or bears a time that has not come. It was not looked at.</summary>
    public const int OutsideReceiveWindow = -1021;

    public const int WouldTriggerImmediately = -2021;
    public const int ReduceOnlyRejected = -2022;

    /// <summary>Once the position is smaller, what rests beside the order would need margin that is not free.</summary>
    public const int ReduceOnlyNeedsMargin = -4118;

    /// <summary>Open orders may keep the position from being closed; without them the same close may go through.</summary>
    public static bool IsKeptByOpenOrders(int code) => code is ReduceOnlyRejected or ReduceOnlyNeedsMargin;
}
