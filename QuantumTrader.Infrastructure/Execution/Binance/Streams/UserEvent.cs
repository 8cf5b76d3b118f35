using QuantumTrader.Infrastructure.Execution.Binance.Streams.Wire;

namespace QuantumTrader.Infrastructure.Execution.Binance.Streams;

/// <summary>What goes from the user stream's receiver to the engine, in this order.</summary>
internal abstract record UserEvent
{
    private UserEvent()
    {
    }

    public sealed record OrderTrade(OrderTradeMessage Message) : UserEvent;

    public sealed record Algo(AlgoMessage Message) : UserEvent;

    public sealed record Account(AccountMessage Message) : UserEvent;

    public sealed record Config(ConfigMessage Message) : UserEvent;

    public sealed record MarginCall(MarginCallMessage Message) : UserEvent;

    /// <summary>An event that matters and that could not be understood: what it said must be read by REST.</summary>
    public sealed record Unread(string Why) : UserEvent;

    public sealed record Up : UserEvent;

    public sealed record Down(string Cause) : UserEvent;

    public sealed record Tick : UserEvent;
}
