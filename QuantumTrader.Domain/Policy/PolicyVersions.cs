namespace QuantumTrader.Domain.Policy;

/// <summary>The errors of compare and swap that are the caller's own.</summary>
public static class PolicyVersions
{
    /// <summary>A conflict needs a newer policy to show; with none stored, the caller invented its version.</summary>
    public static InvalidOperationException NothingStored(long basedOnVersion) =>
        new($"The policy was not written: it names version {basedOnVersion}, but none is stored. Write the first policy with version 0.");
}
