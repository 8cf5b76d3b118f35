namespace QuantumTrader.Domain.Emergency;

/// <summary>The latch's second home, beside the policy: a file that is fsynced before a write counts.</summary>
public interface ILatchStore
{
    LatchFileRead Read();

    Task SaveAsync(EmergencyRecord record);

    /// <summary>Says that no emergency holds; also at the very first start.</summary>
    Task ClearAsync();
}
