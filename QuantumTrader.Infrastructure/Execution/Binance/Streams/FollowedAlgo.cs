using QuantumTrader.Domain.Execution;
using QuantumTrader.Domain.Units;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>A conditional order of ours and what is known of it.</summary>
internal sealed class FollowedAlgo(long algoId, string clientAlgoId, Symbol symbol, OrderSide side, OrderType type)
{
    public long AlgoId => algoId;

    public string ClientAlgoId => clientAlgoId;

    public Symbol Symbol => symbol;

    public OrderSide Side => side;

    public OrderType Type => type;

    /// <summary>It may still become a regular order that is not known yet.</summary>
    public bool MayTrigger { get; set; } = true;

    /// <summary>Since when it has been on its way to the matching engine; null when it is not.</summary>
    public DateTimeOffset? TriggeringSinceUtc { get; set; }

    public bool IsStuckTold { get; set; }

    /// <summary>The regular order that it became; 0 before.</summary>
    public long OrderId { get; set; }

    public Price? TriggerPrice { get; set; }

    /// <summary>What its fills add up to so far.</summary>
    public decimal FilledSeen { get; set; }

    /// <summary>What the venue says that it filled in all, and when it said so; null before, and when it has been looked at.</summary>
    public (decimal Quantity, DateTimeOffset AtUtc)? Finished { get; set; }
}
