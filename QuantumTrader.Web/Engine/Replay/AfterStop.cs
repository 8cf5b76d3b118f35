namespace QuantumTrader.Web.Engine.Replay;

/// <summary>What a replay does after an emergency stop.</summary>
public enum AfterStop
{
    /// <summary>A simulated operator resets after 24 h of market time, with the peak rebased.</summary>
    Rearm,

    /// <summary>The replay ends as soon as the account is flat.</summary>
    End,
}
