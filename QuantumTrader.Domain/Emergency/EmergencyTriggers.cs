namespace QuantumTrader.Domain.Emergency;

/// <summary>What can activate a stop.</summary>
public static class EmergencyTriggers
{
    public const string Manual = "MANUAL";
    public const string CommandLine = "COMMAND_LINE";
    public const string File = "FILE";

    /// <summary>A person stopped, and may start again without waiting; whatever else trips has a cool-down. Unknown words are not by hand.</summary>
    public static bool IsByHand(string trigger) => trigger is Manual or CommandLine or File or LatchResolution.LostState;
}
