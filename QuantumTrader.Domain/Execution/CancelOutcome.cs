namespace QuantumTrader.Domain.Execution;

/// <summary>What became of a cancel. NotOpen never means "not filled": ask for the order.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome()
    {
    }

    public sealed record Canceled(int Count) : CancelOutcome;

    public sealed record NotOpen : CancelOutcome;

    public sealed record Unknown(string Cause) : CancelOutcome;
}
