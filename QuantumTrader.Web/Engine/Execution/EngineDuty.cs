namespace QuantumTrader.Web.Engine.Execution;

/// <summary>What this process does for the account.</summary>
public enum EngineDuty
{
    /// <summary>Nothing yet: it is not known who leads, or the venue was not heard.</summary>
    Starting,

    /// <summary>Another process leads, or led last: watches the market and the account, sends nothing.</summary>
    StandingBy,

    /// <summary>Nobody answers for the lease since the start: looks after the trades that it knows and opens none.</summary>
    Alone,

    /// <summary>Took over under an epoch of its own. Whether it may enter at this instant says <see cref="Leadership.MayEnter"/>.</summary>
    Leading,
}
