namespace QuantumTrader.Domain.Identity;

/// <summary>Everything that somebody may or may not do. Each has its rule in <see cref="ActionMatrix"/>.</summary>
public enum AccessAction
{
    /// <summary>Account, positions, orders, trades, policy, health, events, models.</summary>
    SeeTrading,

    /// <summary>The audit trail, its check and its export.</summary>
    SeeAudit,

    /// <summary>Users, sessions, keys and approvals of everybody.</summary>
    SeeUsers,

    /// <summary>The emergency stop. Never needs a step-up, a second person, an audit record first, or anything else.</summary>
    StopTrading,

    /// <summary>No new entries until resumed; exits go on.</summary>
    PauseEntries,

    /// <summary>Allows entries again that were switched off for repeated execution.</summary>
    SwitchEntriesOn,

    /// <summary>Says that a position that could not be closed from here was seen closed at the venue.</summary>
    SeeClosedByHand,

    AcknowledgeAlert,
    RetryDeadLetter,

    /// <summary>A policy change that allows less in every field.</summary>
    TightenPolicy,

    /// <summary>A policy change that allows more in any field.</summary>
    LoosenPolicy,

    /// <summary>Lets trading go on after an emergency stop.</summary>
    ResetEmergency,

    /// <summary>Tries the emergency stop on a copy of the account.</summary>
    DrillStop,

    /// <summary>Says, with evidence, that a stop was a false trip.</summary>
    AnnulEmergency,

    PromoteModel,
    GoLive,
    ChangeSettings,

    /// <summary>Create, disable, change roles of, end sessions of other users.</summary>
    ManageUsers,

    /// <summary>Create and revoke API keys.</summary>
    ManageKeys,

    /// <summary>The own password, second factor and sessions.</summary>
    ManageOwnAccount,

    /// <summary>Approve or reject what another person asked for; the action asked for must be allowed too.</summary>
    DecideApproval,

    /// <summary>Take back what oneself asked for.</summary>
    WithdrawApproval,
}
