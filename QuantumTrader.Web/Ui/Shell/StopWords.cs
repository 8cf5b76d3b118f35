using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>What the dialog and the plain form say about stopping; said once, so that both say the same.</summary>
public static class StopWords
{
    public static readonly IReadOnlyList<string> Does =
    [
        "Closes the gate at once: no new order leaves.",
        "Cancels every regular order and every conditional order that could increase a position.",
        "Closes every position at the market price, then cancels what is left.",
        "Asks the exchange twice, a second apart, and is done only when both answers say flat.",
    ];

    public static readonly IReadOnlyList<string> DoesNot =
    [
        "Promise a price: market orders pay the spread, fees and slippage.",
        "Move money or close the account.",
        "End by itself: trading stays stopped, also after a restart.",
    ];

    public const string Undo = "Positions cannot be had back. Trading starts again only by a reset, with a reason, once the account is proved flat.";

    /// <summary>What happened, what it means for the money, and what to do now.</summary>
    public static string Trouble(StopAttempt attempt) => attempt switch
    {
        StopAttempt.Refused refused =>
            $"Nothing was stopped ({refused.Refusal.Code}): {refused.Refusal.Why} Sign in as somebody who may, or have such a person press STOP; on the host, 'ess activate' stops without a sign-in.",
        StopAttempt.Failed failed =>
            $"The stop was not confirmed: {failed.Cause.TrimEnd('.')}. Positions may still be open. Press STOP again; pressing twice does no harm. If it fails again, close the positions at the exchange.",
        StopAttempt.Unanswered late =>
            $"No answer within {Times.Duration(late.Limit)}. The stop may or may not have been taken. Watch the state, and press STOP again; pressing twice does no harm. If nothing moves, close the positions at the exchange.",
        _ => "",
    };

    public static string Taken(StopAttempt.Taken taken) => taken.Receipt.AlreadyStopped
        ? $"Trading was stopped already ({Pill.WordOf(taken.Receipt.RunState)})."
        : taken.Receipt.RunState == EmergencyRunState.Flat
            ? "Trading is stopped and the account is flat."
            : "Trading is stopped. Orders are being cancelled and positions closed.";
}
