namespace QuantumTrader.Web.Access;

/// <summary>What somebody who resets says. Who it is, is asked elsewhere.</summary>
/// <param name="RebasePeak">True: drawdown is measured from the present equity; false: from the old peak.</param>
/// <param name="TypedWord">Must be RESET.</param>
/// <param name="ApprovalId">Of a second person, where one is needed.</param>
public sealed record ResetCommand(string Reason, bool RebasePeak, string TypedWord, Guid? ApprovalId = null)
{
    /// <summary>Which emergency, as the caller saw it; another one that holds by now is not reset. Null: whichever holds.</summary>
    public Guid? EmergencyId { get; init; }

    /// <summary>What exactly is done, as a second person approves it: ask for approval with these words.</summary>
    public string SummaryFor(Guid? emergencyId) =>
        $"Reset emergency {emergencyId?.ToString() ?? "unknown"}; measure drawdown from {(RebasePeak ? "the present equity" : "the old peak")}";
}
