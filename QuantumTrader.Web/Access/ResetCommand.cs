namespace QuantumTrader.Web.Access;

/// <summary>What somebody who resets says. Who it is, is asked elsewhere.</summary>
/// <param name="RebasePeak">True: drawdown is measured from the present equity; false: from the old peak.</param>
/// <param name="TypedWord">Must be RESET.</param>
/// <param name="ApprovalId">Of a second person, where one is needed.</param>
public sealed record ResetCommand(string Reason, bool RebasePeak, string TypedWord, Guid? ApprovalId = null);
