using QuantumTrader.Domain.Identity;
using QuantumTrader.Web.Access;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>Presses STOP for a person and reports honestly; behind the dialog and the plain form alike.</summary>
public sealed class OperatorStop(ITradingControl trading, ILogger<OperatorStop> log)
{
    public const string ReasonDefault = TradingControl.ReasonDefault;
    public const int ReasonLengthMax = TradingControl.ReasonLengthMax;

    public static readonly TimeSpan AnswerWithin = TradingControl.StopAnswerWithin;

    public async Task<StopAttempt> PressAsync(Caller caller, string? reason)
    {
        try
        {
            // No token: closing the dialog or the browser must not take a stop back.
            return await trading.StopAsync(caller, reason) is var answer && answer is Guarded<Engine.Emergency.StopReceipt>.Done done
                ? new StopAttempt.Taken(done.Value)
                : new StopAttempt.Refused(((Guarded<Engine.Emergency.StopReceipt>.Refused)answer).Refusal);
        }
        catch (TimeoutException)
        {
            log.StopUnanswered(AnswerWithin);
            return new StopAttempt.Unanswered(AnswerWithin);
        }
        catch (Exception e)
        {
            log.StopFailed(e);
            return new StopAttempt.Failed(e.Message);
        }
    }
}
