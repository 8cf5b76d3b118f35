using QuantumTrader.Domain.Identity;

namespace QuantumTrader.Web.Ui.Deeds;

/// <summary>A refusal as people read it: the code to look up, and the sentence.</summary>
public static class RefusalText
{
    public static string Of(AccessRefusal refusal) => $"Refused ({refusal.Code}): {refusal.Why}";

    /// <summary>Why a control is disabled; null when it is not. What a password mends disables nothing: it is asked for when it comes to it.</summary>
    public static string? WhyDisabled(AccessRefusal? refusal) =>
        refusal is null or { Code: AccessRefusal.StepUpNeededCode } ? null : $"{refusal.Why} ({refusal.Code})";
}
