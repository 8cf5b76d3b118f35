namespace QuantumTrader.Simulation.Harness;

/// <summary>
/// Between one process and everything that outlives it. Each passage is a step at which the process may die; from then on
/// nothing that it does reaches the outside, and nothing answers it.
/// </summary>
internal sealed class ProcessGate
{
    public bool IsDead { get; private set; }

    /// <summary>Passages so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Null: it lives on.</summary>
    public long? DieAtStep { get; set; }

    public string DiedAt { get; private set; } = "";

    /// <summary>False when the process is dead, or dies here.</summary>
    public bool Passes(string where)
    {
        if (IsDead)
        {
            return false;
        }

        if (++Steps == DieAtStep)
        {
            Kill(where);
        }

        return !IsDead;
    }

    public void Kill(string where) => (IsDead, DiedAt) = (true, where);

    /// <summary>What a dead process waits for.</summary>
    public static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
}
