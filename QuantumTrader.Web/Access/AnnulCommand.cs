namespace QuantumTrader.Web.Access;

/// <summary>What somebody who annuls says. Who it is, is asked elsewhere.</summary>
/// <param name="Run">The run whose stop was a false trip.</param>
/// <param name="Evidence">What shows it; kept beside the certificate.</param>
/// <param name="Reason">Why it is annulled, for the audit trail; the evidence where none is given.</param>
/// <param name="ApprovalId">Of a second person, where one is needed.</param>
public sealed record AnnulCommand(string Run, string Evidence, string? Reason = null, Guid? ApprovalId = null)
{
    /// <summary>What exactly is done, as a second person approves it: ask for approval with these words.</summary>
    public static string SummaryFor(string run) => $"Annul the run {run} as a false trip";
}
