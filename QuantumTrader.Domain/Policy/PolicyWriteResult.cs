namespace QuantumTrader.Domain.Policy;

public abstract record PolicyWriteResult
{
    private PolicyWriteResult()
    {
    }

    public sealed record Written(TradingPolicy Policy) : PolicyWriteResult;

    /// <summary>Somebody was faster; decide again on <paramref name="Current"/>.</summary>
    public sealed record Conflict(TradingPolicy Current) : PolicyWriteResult;
}
