namespace QuantumTrader.Domain.Events;

public enum ForwarderState
{
    /// <summary>Everything durable was forwarded, or is being forwarded now.</summary>
    Forwarding,

    /// <summary>The store does not take events; they wait on the disk and none is lost.</summary>
    Waiting,

    /// <summary>The store holds something else under one of our ids. Nothing is forwarded until a person looked.</summary>
    Conflict,
}
