using QuantumTrader.Domain.Emergency;

namespace QuantumTrader.Web.Api.Ess;

/// <param name="Reason">Why; for the record and for the people who come after. A stop without one is taken too.</param>
public sealed record EssStopRequest(string? Reason = null);

/// <param name="Reason">Why trading may go on.</param>
/// <param name="Peak">rebase: drawdown is measured from the present equity; keep: from the old peak, with a limit that is given here.</param>
/// <param name="Confirm">The word RESET.</param>
/// <param name="Code">The key owner's current TOTP code.</param>
/// <param name="ApprovalId">Of a second person, where one is needed.</param>
/// <param name="EmergencyId">Which emergency is meant; another one that holds by now is not reset. Without it: whichever holds.</param>
/// <param name="DrawdownLimit">With peak keep, and only then: the drawdown limit of the policy from now on, as a share of the peak; 0.12 is 12 %.</param>
public sealed record EssResetRequest(
    string? Reason = null, string? Peak = null, string? Confirm = null, string? Code = null, Guid? ApprovalId = null, Guid? EmergencyId = null, decimal? DrawdownLimit = null)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"reset, peak {Peak}";
}

/// <param name="Run">The name of a run that is over, as GET ess/run tells it.</param>
/// <param name="Evidence">What shows that it was a false trip; kept beside the certificate.</param>
/// <param name="Reason">Why it is annulled, for the audit trail; the evidence where none is given.</param>
/// <param name="Code">The key owner's current TOTP code.</param>
/// <param name="ApprovalId">Of a second person, where one is needed.</param>
public sealed record EssAnnulRequest(string? Run = null, string? Evidence = null, string? Reason = null, string? Code = null, Guid? ApprovalId = null)
{
    /// <summary>Without the code.</summary>
    public override string ToString() => $"annul {Run}";
}

/// <summary>The run is annulled as a false trip; its certificate stays.</summary>
public sealed record EssAnnulled(string Run, EssState State);

/// <summary>Whether trading is stopped, and how far the stop is.</summary>
/// <param name="AsOfUtc">When this was looked up.</param>
/// <param name="Latched">Nothing new is traded until an authorised person resets.</param>
/// <param name="RunState">How far the run is that leaves the account flat.</param>
/// <param name="OrdersCanceled">By this run.</param>
/// <param name="PositionsLeft">As last read from the venue by the run.</param>
public sealed record EssState(
    DateTimeOffset AsOfUtc,
    bool Latched,
    EmergencyRunState RunState,
    Guid? EmergencyId,
    string? Trigger,
    string? Reason,
    string? ActivatedBy,
    DateTimeOffset? ActivatedAtUtc,
    int OrdersCanceled,
    int ClosesSent,
    int PositionsLeft,
    int OrdersLeft);

/// <summary>The stop is taken: the gate is closed and the latch is durable. The account is being made flat; look at the state.</summary>
/// <param name="AlreadyStopped">Trading was stopped before; this joined that stop.</param>
public sealed record StopTaken(Guid EmergencyId, bool AlreadyStopped, EmergencyRunState RunState, EssState State);

/// <summary>Trading may go on.</summary>
public sealed record ResetDone(EssState State);
